import Glibc

/// The demo server's own Python environment under the user's data directory: made once, used ever after.
struct DemoInstallation {
    /// The environment's interpreter.
    let python: String
    /// The folder with the `demo_server` package.
    let source: String

    /// Finds the environment, or makes it and tells `progress` what it installs. Throws a sentence that says what is
    /// missing.
    static func prepare(
        directories: UserDirectories, progress: (String) -> Void
    ) throws -> DemoInstallation {
        guard let source = ShareDirectory.path(.demoServer) else {
            throw ChildProcess.Failure(
                description:
                    "The demo server's files are not beside this binary. Run `make install`, or set NIGHTDESK_SHARE.")
        }
        let requirements = "\(source)/requirements.txt"
        guard let wanted = try TextFile.read(requirements) else {
            throw ChildProcess.Failure(description: "\(requirements) is missing. Install Nightdesk again.")
        }
        let home = "\(directories.data)/demo-server"
        let installation = DemoInstallation(python: "\(home)/bin/python", source: source)
        let stamp = "\(home)/installed-requirements.txt"
        func isMade() throws -> Bool { try TextFile.read(stamp) == wanted && access(installation.python, X_OK) == 0 }
        if try isMade() { return installation }

        try UserDirectories.make(directories.data)
        // Several demos that start for the first time at once would make one environment over each other's heads.
        try withLock(on: "\(home).lock", waiting: { progress("Waiting for another demo that installs the server.") }) {
            guard try !isMade() else { return }
            progress("Installing the demo server (\(packages(wanted))) from PyPI into \(home), once.")
            try run(
                ["python3", "-m", "venv", "--clear", home],
                hint: "Install Python's venv: apt-get install python3-venv.")
            try run(
                [
                    installation.python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r",
                    requirements,
                ],
                hint: "PyPI must be reachable the first time.")
            try writeText(wanted, to: stamp)
        }
        return installation
    }

    /// Runs a body while no other process holds the lock.
    private static func withLock(on path: String, waiting: () -> Void, _ body: () throws -> Void) throws {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw ChildProcess.Failure(description: "cannot write \(path): \(String(cString: strerror(errno)))")
        }
        defer { close(descriptor) }
        if flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            waiting()
            while flock(descriptor, LOCK_EX) != 0, errno == EINTR {}
        }
        try body()
    }

    private static func packages(_ requirements: String) -> String {
        requirements.split(separator: "\n").filter { !$0.hasPrefix("#") && $0.contains("==") }.joined(separator: ", ")
    }

    private static func run(_ arguments: [String], hint: String) throws {
        let code = try ChildProcess(arguments).wait()
        guard code == 0 else {
            throw ChildProcess.Failure(
                description: "`\(arguments.joined(separator: " "))` failed with exit code \(code). \(hint)")
        }
    }

    private static func writeText(_ text: String, to path: String) throws {
        guard let file = fopen(path, "w") else {
            throw ChildProcess.Failure(description: "cannot write \(path): \(String(cString: strerror(errno)))")
        }
        fputs(text, file)
        fclose(file)
    }
}
