import LineageCommands

@main
enum Main {
  static func main() async {
    #if os(Linux)
      if CommandLine.arguments.dropFirst().first == "build" { HugePages.restartWithThem() }
    #endif
    await LineageCommand.run()
  }
}
