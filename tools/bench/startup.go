package main

import (
	"bufio"
	"context"
	"crypto/elliptic"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials"
	"google.golang.org/protobuf/types/known/emptypb"
)

// magicCookie is the variable without which a plugin does not start.
const magicCookie = "TF_PLUGIN_MAGIC_COOKIE=d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2"

// starts are the times from the start of the provider to its first response.
type starts struct {
	Times  []time.Duration // In order of length.
	Schema int             // Bytes of the response.
}

func (s starts) median() time.Duration { return s.Times[len(s.Times)/2] }

func (s starts) longest() time.Duration { return s.Times[len(s.Times)-1] }

// measureStarts starts the provider repeatedly.
func measureStarts(ctx context.Context, binary string, times int) (starts, error) {
	// The CLI's part of mutual TLS is not measured.
	certificate, authority, err := newCertificate("cli", elliptic.P521())
	if err != nil {
		return starts{}, err
	}
	var measured starts
	for range times {
		took, size, err := startOnce(ctx, binary, certificate, authority)
		if err != nil {
			return starts{}, fmt.Errorf("the provider's start could not be measured: %w", err)
		}
		measured.Times, measured.Schema = append(measured.Times, took), size
	}
	slices.Sort(measured.Times)
	return measured, nil
}

// startOnce starts the provider as a CLI does, with mutual TLS, and requests its
// schemas.
func startOnce(ctx context.Context, binary string, certificate tls.Certificate, authority []byte) (took time.Duration, size int, err error) {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	command := exec.CommandContext(ctx, binary)
	command.Env = append(os.Environ(), magicCookie, "PLUGIN_PROTOCOL_VERSIONS=6", "PLUGIN_CLIENT_CERT="+string(authority))
	output, err := command.StdoutPipe()
	if err != nil {
		return 0, 0, err
	}
	start := time.Now()
	if err := command.Start(); err != nil {
		return 0, 0, err
	}
	defer func() {
		_ = command.Process.Kill()
		_ = command.Wait() // It was killed.
	}()
	line, err := bufio.NewReader(output).ReadString('\n')
	if err != nil {
		return 0, 0, err
	}
	connection, err := connect(line, certificate)
	if err != nil {
		return 0, 0, err
	}
	defer func() { _ = connection.Close() }()
	// The request has no fields. An empty message keeps the fields of the response as
	// unknown ones, whose size is measured.
	response := &emptypb.Empty{}
	if err := connection.Invoke(ctx, "/tfplugin6.Provider/GetProviderSchema", &emptypb.Empty{}, response, grpc.MaxCallRecvMsgSize(256<<20)); err != nil {
		return 0, 0, err
	}
	took, size = time.Since(start), len(response.ProtoReflect().GetUnknown())
	if size == 0 {
		return 0, 0, errors.New("the provider has no schema")
	}
	return took, size, nil
}

// connect reads the line that a plugin prints: version of the handshake, version of
// the protocol, network, address, kind, certificate.
func connect(line string, certificate tls.Certificate) (*grpc.ClientConn, error) {
	const parts = 6
	fields := strings.Split(strings.TrimSpace(line), "|")
	if len(fields) < parts || fields[1] != "6" || fields[4] != "grpc" {
		return nil, errors.New("the provider does not serve protocol 6")
	}
	der, err := base64.RawStdEncoding.DecodeString(fields[5])
	if err != nil {
		return nil, err
	}
	served, err := x509.ParseCertificate(der)
	if err != nil {
		return nil, err
	}
	roots := x509.NewCertPool()
	roots.AddCert(served)
	target := "passthrough:///" + fields[3]
	if fields[2] == "unix" {
		target = "unix:" + fields[3]
	}
	return grpc.NewClient(target, grpc.WithTransportCredentials(credentials.NewTLS(&tls.Config{
		Certificates: []tls.Certificate{certificate}, RootCAs: roots, ServerName: "localhost", MinVersion: tls.VersionTLS12,
	})))
}
