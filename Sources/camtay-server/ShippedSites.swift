import Domain
import Foundation
import GuideFormat
import Phrases

/// The list of official sites that came with the program, by which the server's own commands review what they publish.
enum ShippedSites {
  /// What the list knows.
  ///
  /// - Throws: `WorldFault.notRead` where there is none, or it has faults.
  static func judge() throws -> LinkJudge {
    let folder = ContentFolder.found(environment: ProcessInfo.processInfo.environment)
    let path = (folder?.guidesPath ?? "guides") + "/" + SiteTable.file
    let text = FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
    guard let table = SiteTable.read([SiteTable.file: text ?? ""]).table else { throw WorldFault.notRead(path: path) }
    return table.judge
  }
}
