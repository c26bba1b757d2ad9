//go:build ignore

// Zip writes an archive with one executable, for machines without zip.
//
// usage: go run scripts/zip.go ARCHIVE FILE
package main

import (
	"archive/zip"
	"io"
	"log"
	"os"
	"path/filepath"
)

func main() {
	if len(os.Args) != 3 {
		log.Fatal("usage: go run scripts/zip.go ARCHIVE FILE")
	}
	if err := pack(os.Args[1], os.Args[2]); err != nil {
		log.Fatal(err)
	}
}

func pack(archive, name string) error {
	source, err := os.Open(name)
	if err != nil {
		return err
	}
	defer func() { _ = source.Close() }()
	target, err := os.Create(archive)
	if err != nil {
		return err
	}
	writer := zip.NewWriter(target)
	header := &zip.FileHeader{Name: filepath.Base(name), Method: zip.Deflate}
	header.SetMode(0o755)
	entry, err := writer.CreateHeader(header)
	if err != nil {
		return err
	}
	if _, err := io.Copy(entry, source); err != nil {
		return err
	}
	if err := writer.Close(); err != nil {
		return err
	}
	return target.Close()
}
