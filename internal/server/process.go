package server

import (
	"io"
	"log"
	"os"
	"runtime/debug"
	"strings"
)

// gcPercent has the garbage collector run less often than it would by itself. A
// plan makes much garbage and keeps little: with 1,000 credentials this takes a
// third of the provider's time off, for some 20 MB more. GOGC wins over it.
const gcPercent = 400

// loggers are the variables that set the levels of the plugin SDK's loggers and
// of the provider's. Each must be off: if only the root logger is, the others still
// format every line before they drop it.
var loggers = []string{"TF_LOG_SDK", "TF_LOG_SDK_PROTO", "TF_LOG_SDK_FRAMEWORK", "TF_LOG_PROVIDER_CONNECTOR"}

// PrepareProcess sets what the whole process of the provider has in common: logs and
// garbage collection. It is called once, before the provider is served.
func PrepareProcess() {
	// net/http prints bytes that a server sent out of turn to the standard
	// logger, and a vendor may send a secret back.
	log.SetOutput(io.Discard)

	quietLoggers()

	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(gcPercent)
	}
}

// quietLoggers turns the loggers off unless a log is requested. Otherwise they write to
// standard error, and the CLI parses and drops each line: with hundreds of
// credentials, that costs more than everything else.
func quietLoggers() {
	for _, variable := range os.Environ() {
		if strings.HasPrefix(variable, "TF_LOG") {
			return
		}
	}
	for _, variable := range loggers {
		_ = os.Setenv(variable, "off") // It only fails for an invalid name.
	}
}
