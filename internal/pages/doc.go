// Package pages has no code: its tests check what this repository shows to
// people. Every block of configuration on a page is extracted and validated,
// every example belongs to a test, and pages, workflows and list of problems
// agree with the code.
package pages
