// Command opa evaluates a query with a policy and an input, as `opa eval` does. It is
// the engine of Open Policy Agent without the rest of its command, which takes minutes
// to compile.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/topdown"
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
	policy, err := os.ReadFile(data)
	if err != nil {
		return err
	}
	compiler, err := ast.CompileModules(map[string]string{data: string(policy)})
	if err != nil {
		return err
	}
	value := ast.VarTerm("value")
	expression, err := ast.ParseTerm(query)
	if err != nil {
		return err
	}
	compiled, err := compiler.QueryCompiler().Compile(ast.NewBody(ast.Equality.Expr(value, expression)))
	if err != nil {
		return err
	}
	file, err := os.Open(input)
	if err != nil {
		return err
	}
	defer file.Close()
	document, err := ast.ValueFromReader(file)
	if err != nil {
		return err
	}
	ctx, store := context.Background(), inmem.New()
	transaction, err := store.NewTransaction(ctx)
	if err != nil {
		return err
	}
	defer store.Abort(ctx, transaction)
	defined := false
	err = topdown.NewQuery(compiled).WithCompiler(compiler).WithStore(store).WithTransaction(transaction).WithInput(ast.NewTerm(document)).
		Iter(ctx, func(result topdown.QueryResult) error {
			defined = true
			_, err := fmt.Println(result[value.Value.(ast.Var)])
			return err
		})
	if err == nil && defined {
		err = errDefined
	}
	return err
}
