package problems

// Environment is an environment variable with an invalid value.
var Environment = Problem{
	Summary: "Invalid environment variable %s", Example: []any{"VARIABLE"},
	Meaning:  "An environment variable has a value that is not valid for its argument.",
	Solution: "Correct it, or unset it.",
}
