import AWSClient
import Testing

/// A shared file's text and how botocore reads it; nil where botocore refuses it.
struct ConfigCase: CustomTestStringConvertible, Sendable {
    enum Value: Hashable, Sendable {
        case plain(String)
        case nested([String: String])
    }

    let name: String
    let text: String
    let sections: [String: [String: Value]]?

    var testDescription: String { name }
}

extension SharedConfigFile {
    /// The file in the shape of `ConfigCase`.
    var asValues: [String: [String: ConfigCase.Value]] {
        var values: [String: [String: ConfigCase.Value]] = [:]
        for section in sections {
            values[section.name] = section.settings.mapValues { setting in
                setting.nested.map { .nested($0) } ?? .plain(setting.value)
            }
        }
        return values
    }
}
