import ArgumentParser

typealias UsersCommand = RecordsCommand<UsersChoice>
typealias OrdersCommand = RecordsCommand<OrdersChoice>
typealias ItemsCommand = RecordsCommand<ItemsChoice>

/// `nightdesk users …`, `orders …`, `items …`
struct RecordsCommand<Choice: CollectionChoice>: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: Choice.command, abstract: Choice.abstract,
            subcommands: [
                ListRecords<Choice>.self, GetRecord<Choice>.self, CreateRecord<Choice>.self, UpdateRecord<Choice>.self,
                DeleteRecords<Choice>.self, RestoreRecord<Choice>.self, ExportRecords<Choice>.self,
                ImportRecords<Choice>.self,
            ])
    }
}
