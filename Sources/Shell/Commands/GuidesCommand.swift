import Domain
import GuideFormat

/// `hướng dẫn` / `guides`: lists the guides; with a trainer's job behind it (`GuidesJob`), does that job.
enum GuidesCommand: Command {
  static let id = "guides"
  static var valuedOptions: Set<String> { jobs.reduce(into: []) { $0.formUnion($1.valuedOptions) } }
  static var flags: Set<String> { jobs.reduce(into: []) { $0.formUnion($1.flags) } }

  /// Every job, in the order in which help lists them.
  static let jobs: [any GuidesJob.Type] = [
    GuidesCheck.self,
    GuidesNew.self,
    GuidesPreview.self,
    GuidesDiff.self,
    GuidesSheet.self,
    GuidesPrint.self,
    GuidesTranslated.self,
    GuidesKey.self,
    GuidesSign.self,
    GuidesPack.self,
    GuidesInstall.self,
    GuidesPublish.self,
    GuidesRollback.self,
    GuidesStatus.self,
  ]

  static func accepts(_ words: [String], in shell: Shell) -> Bool {
    guard let (job, rest) = job(for: words, in: shell) else { return words.isEmpty }
    // Too few words are told what is missing; with too many the line is a search.
    return rest.count <= job.words.upperBound
  }

  static func run(_ arguments: Arguments, in shell: Shell) async throws {
    guard let (job, rest) = job(for: arguments.words, in: shell) else { return try FindCommand.find("", in: shell) }
    if let option = arguments.options.keys.sorted().first(where: { !(job.valuedOptions.union(job.flags)).contains($0) })
    {
      let known = job.valuedOptions.union(job.flags).sorted().map { "--" + $0 }.joined(separator: ", ")
      throw UserFault("usage.unknown-option", ["option": "--" + option, "known": known], kind: .usage)
    }
    guard job.words.contains(rest.count) else { throw UserFault("guides.\(job.id)-usage", kind: .usage) }
    try await job.run(rest, arguments.options, in: shell)
  }

  /// The job that the words begin with, and the words after its name.
  private static func job(for words: [String], in shell: Shell) -> (job: any GuidesJob.Type, rest: [String])? {
    for job in jobs {
      guard let first = words.first, shell.means(first, job.id, phrase: "guides.\(job.id)") else { continue }
      return (job, Array(words.dropFirst()))
    }
    return nil
  }
}

/// One job of those who write, check and publish guides: `guides <id> …`. The phrase `guides.<id>` lists its names in a
/// language, one word each; `fault.guides.<id>-usage` says how it is used.
protocol GuidesJob: Sendable {
  /// The stable id, an English word.
  static var id: String { get }
  /// How many plain words may follow.
  static var words: ClosedRange<Int> { get }
  static var valuedOptions: Set<String> { get }
  static var flags: Set<String> { get }
  /// Does it.
  static func run(_ words: [String], _ options: [String: String], in shell: Shell) async throws
}

extension GuidesJob {
  static var valuedOptions: Set<String> { [] }
  static var flags: Set<String> { [] }
}
