"""The AWS-compatible server behind `nightdesk demo` and the contract tests. See README.md beside this package."""
