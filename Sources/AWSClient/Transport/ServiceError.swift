/// What a service says when it says no, in whichever protocol.
package struct ServiceError: Error, Hashable, Sendable {
    /// `AWSService.name`.
    package let service: String
    package let status: Int
    /// Without its namespace; `HTTP503` when the answer names none.
    package let code: String
    /// As the service wrote it: hostile text until it is shown through a cell.
    package let message: String
    package let requestID: String?
    package let body: [UInt8]

    package init(service: String, status: Int, code: String, message: String, requestID: String?, body: [UInt8] = []) {
        self.service = service
        self.status = status
        self.code = code
        self.message = message
        self.requestID = requestID
        self.body = body
    }
}
