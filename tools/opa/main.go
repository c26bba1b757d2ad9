// Command opa evaluates a query with a policy and an input, as `opa eval` does. It is
// the engine of Open Policy Agent without the rest of its command, which takes minutes
// to compile.
package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"

	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/util"
)

func main() {
	data := flag.String("data", "", "file of the policy")
	input := flag.String("input", "", "file of the input, in JSON")
	flag.Parse()
	if err := evaluate(*data, *input, flag.Arg(0)); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

var errDefined = errors.New("the query is defined")

// evaluate prints the value of each result, and returns errDefined if there is one.
func evaluate(data, input, query string) error {
	content, err := os.ReadFile(input)
	if err != nil {
		return err
	}
	var document any
	if err := util.NewJSONDecoder(bytes.NewReader(content)).Decode(&document); err != nil {
		return err
	}
	results, err := rego.New(rego.Query(query), rego.Load([]string{data}, nil), rego.Input(document)).Eval(context.Background())
	if err != nil {
		return err
	}
	for _, result := range results {
		fmt.Println(result.Expressions[0].Value)
	}
	if len(results) > 0 {
		return errDefined
	}
	return nil
}
