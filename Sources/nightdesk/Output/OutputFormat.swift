import ArgumentParser
import Glibc

/// How a headless command writes its rows.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable, Sendable {
    /// Columns for a person.
    case table
    /// One JSON array.
    case json
    /// One JSON object a line.
    case jsonl
}

/// `--output`, the same for every headless command.
struct OutputOptions: ParsableArguments, Sendable {
    @Option(
        name: .shortAndLong,
        help: "How to write rows: table, json or jsonl (the default is table on a terminal and jsonl elsewhere).")
    var output: OutputFormat?

    /// The format in force: a person reads a terminal, a program reads a pipe.
    var format: OutputFormat {
        output ?? (isatty(STDOUT_FILENO) == 1 ? .table : .jsonl)
    }
}
