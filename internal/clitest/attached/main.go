// Command attached serves the provider to many commands of the CLI, which connect
// to its socket instead of starting a process three times each. Every connection
// has a provider of its own, as every process has, so that nothing is kept from one
// walk over the configuration to the next.
package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"os"

	"github.com/connector-credentials/terraform-provider-connector/internal/clitest/subset"
	"github.com/connector-credentials/terraform-provider-connector/internal/provider"
	"github.com/connector-credentials/terraform-provider-connector/internal/server"
	"github.com/hashicorp/go-plugin"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6/tf6server"
)

// main takes the path of the socket, the source address of the provider, and the types of
// the connectors to serve. It prints a line when commands can connect, and ends with its
// standard input.
func main() {
	server.PrepareProcess()
	listener, err := net.Listen("unix", os.Args[1]) //nolint:noctx // It listens as long as the process lives.
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println("listening")
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		os.Exit(0)
	}()
	for {
		connection, err := listener.Accept()
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		go serve(connection, os.Args[2], os.Args[3:])
	}
}

// serve starts a provider for one connection, and ends it with the connection. The CLI
// also connects without sending anything, to see whether the process is there.
func serve(connection net.Conn, address string, types []string) {
	defer func() { _ = connection.Close() }()
	received := bufio.NewReader(connection)
	if _, err := received.Peek(1); err != nil {
		return
	}
	ctx, end := context.WithCancel(context.Background())
	defer end()
	served := make(chan *plugin.ReattachConfig)
	go func() {
		_ = tf6server.Serve(address, func() tfprotov6.ProviderServer { return server.New(subset.Of(provider.New("dev"), types...)) },
			tf6server.WithDebug(ctx, served, make(chan struct{})))
	}()
	at := (<-served).Addr
	own, err := net.Dial(at.Network(), at.String()) //nolint:noctx // A local socket.
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return
	}
	defer func() { _ = own.Close() }()
	go func() {
		_, _ = io.Copy(own, received)
		_ = own.Close()
	}()
	_, _ = io.Copy(connection, own)
}
