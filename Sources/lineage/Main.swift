import LineageCommands

@main
enum Main {
  static func main() async {
    await LineageCommand.run()
  }
}
