import Domain
import Foundation
import Phrases
import Shell

/// `camtay`: the volunteer's shell; with words after it, one command of the shell.
@main
struct Camtay {
  static func main() async {
    exit(await Invocation(CommandLine.arguments, environment: ProcessInfo.processInfo.environment).run())
  }
}
