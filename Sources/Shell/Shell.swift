import Domain
import Foundation
import GuideFormat
import LocalStore
import Phrases
import Sealing
import SyncClient
import SyncCore

/// The shell: it asks for a line, finds the command or the guide that the line means, and says what became of it.
package final class Shell {
  let parts: Parts
  package let screen: Screen
  /// This machine's passphrase, and what it opens.
  private(set) lazy var keys = KeyCabinet(self)
  package private(set) var phrases: Phrases
  /// What the last list had, which a number picks from.
  var listed: [Finding.Target] = []
  /// Whether the server answered the last exchange of this run; nil before the first.
  var reached: Bool?
  /// Whether a prompt follows, or this is one command of a script.
  private(set) var isConversation = false
  var isLeaving = false

  private var openedStore: Store?
  private var otherWindowsStore: Store?
  private var loadedShelf: GuideShelf?
  /// Which guides this run has said to be unreadable, with their versions.
  private var toldUnread: Set<String> = []
  private var loadedTables: TableShelf?
  private var loadedSearch: SearchShelf?
  /// The persons who share this device, once they were read.
  var loadedRoster: Roster?
  private var loadedNames: CommandNames?

  /// A shell of those parts. Nothing is opened yet.
  package init(_ parts: Parts) throws {
    self.parts = parts
    screen = Screen(parts.terminal)
    phrases = try parts.content.phrases(parts.language ?? LocalizedText.base)
  }

  /// The device's store, opened at the first need.
  package var store: Store {
    get throws(UserFault) {
      if let openedStore { return openedStore }
      do {
        let home = try Home(path: parts.homePath)
        let store = try Store(home: home, deviceName: parts.deviceName, wallClock: parts.wallClock)
        store.objection = { [unowned self] in objection(to: $0) }
        openedStore = store
        // What cannot be purged now is purged another time; whatever keeps the disk from it is told when something is written.
        try? store.purgeDaily()
        if parts.language == nil, let saved = try store.value(of: .language), saved != phrases.language {
          use(language: saved)
        }
        return store
      } catch {
        throw UserFault(error)
      }
    }
  }

  /// The store to read from: where another window has it open, beside that one.
  private var readableStore: Store {
    get throws(UserFault) {
      if let store = openedStore ?? otherWindowsStore { return store }
      do throws(UserFault) {
        return try store
      } catch {
        guard error.code == StoreFault.Code.inUse.rawValue else { throw error }
        let other = try faulting { try Store(besideOther: parts.homePath, wallClock: parts.wallClock) }
        otherWindowsStore = other
        return other
      }
    }
  }

  /// The guides, read at the first need.
  var shelf: GuideShelf {
    get throws(UserFault) {
      if let loadedShelf { return loadedShelf }
      let shelf = try shelf(from: try self.store)
      loadedShelf = shelf
      return shelf
    }
  }

  /// The guides for those who write others beside them: also while another window has the store, and without leaving anything
  /// on a machine that keeps nothing yet.
  var shelfToRead: GuideShelf {
    get throws(UserFault) {
      if let loadedShelf { return loadedShelf }
      return try shelf(from: try storeToRead)
    }
  }

  /// The store to read from; nil on a machine that keeps nothing yet.
  var storeToRead: Store? {
    get throws(UserFault) { openedStore != nil || hasStore ? try readableStore : nil }
  }

  private func shelf(from store: Store?) throws(UserFault) -> GuideShelf {
    let shipped = try parts.content.shippedFiles()
    return try faulting {
      GuideShelf(
        shipped: shipped, tables: try self.tables, installed: try store?.installedGuides() ?? [],
        trust: try store?.contentTrust())
    }
  }

  /// The tables beside the guides, read at the first need.
  var tables: TableShelf {
    get throws(UserFault) {
      if let loadedTables { return loadedTables }
      let shipped = try parts.content.shippedFiles { ContentTable(file: $0) != nil }
      // Whoever only asks about a date or a link on a machine that keeps nothing yet leaves nothing behind.
      guard let store = try storeToRead else { return TableShelf(shipped: shipped) }
      let tables = try faulting {
        TableShelf(shipped: shipped, installed: try store.installedTables(), trust: try store.contentTrust())
      }
      loadedTables = tables
      return tables
    }
  }

  /// What is searched, read at the first need.
  var searchShelf: SearchShelf {
    get throws(UserFault) {
      if let loadedSearch { return loadedSearch }
      let search = try SearchShelf.load(in: self)
      loadedSearch = search
      return search
    }
  }

  /// What speaks against a guide or a table that came, by what this device has and what came before it in the same exchange;
  /// nil where nothing does.
  private func objection(to package: GuidePackage) -> GuideReception? {
    do {
      if try ShippedContent(package.id, in: parts.content)?.stands(against: package) == true { return .older }
      loadedShelf = try shelf.taking(package)
      loadedTables = nil
      loadedSearch = nil
      return nil
    } catch {
      return (error as? GuideObjection)?.reception ?? .unreadable
    }
  }

  /// Says once which guides that came cannot be shown any more; nothing before the guides were read.
  func tellUnread() {
    let news = (loadedShelf?.unread ?? []).filter { toldUnread.insert("\($0.id) \($0.version)").inserted }
    guard !news.isEmpty else { return }
    let names = news.map { phrases("guides.version", ["guide": $0.id, "version": String($0.version)]) }
    screen.show(phrases("guides.unread", ["guides": names.joined(separator: ", ")]), .warning)
  }

  /// Reads guides and tables anew at the next need.
  func forgetShelf() {
    loadedShelf = nil
    loadedTables = nil
    loadedSearch = nil
  }

  var names: CommandNames {
    if let loadedNames { return loadedNames }
    let languages = parts.content.languages().compactMap { try? parts.content.phrases($0) }
    let names = CommandNames(languages, shownIn: phrases)
    loadedNames = names
    return names
  }

  /// Speaks another language from now on; false where there is none of that code.
  @discardableResult
  func use(language: String) -> Bool {
    guard parts.content.languages().contains(language), let found = try? parts.content.phrases(language) else {
      return false
    }
    phrases = found
    loadedNames = nil
    return true
  }

  /// Today, in Viet Nam, as far as the machine's clock can be believed.
  var today: CivilDate { CivilDate(milliseconds: parts.wallClock()) }

  /// Runs what may meet a fault of the store, and gives that fault the user's form.
  func faulting<Value>(_ body: () throws -> Value) throws(UserFault) -> Value {
    do { return try body() } catch let fault as UserFault { throw fault } catch { throw UserFault(StoreFault(error)) }
  }
}

// MARK: - Talking

extension Shell {
  /// Asks for lines until somebody leaves.
  package func converse() async throws(UserFault) {
    isConversation = true
    let store = try self.store
    if let terminal = parts.terminal as? ReadlineTerminal {
      terminal.use(historyPath: store.home.historyPath) { [unowned self] in completions(of: $0) }
      terminal.whenIdle(after: KeyCabinet.rest) { [unowned self] in keys.lock() }
    }
    screen.show(phrases("welcome"), .faint)
    let paused = try faulting { try store.openSessions().count }
    if paused > 0 { screen.show(phrases("welcome.paused", ["count": String(paused)]), .strong) }
    try askWhoIsOnDuty()
    var hasWarned = false
    while !isLeaving {
      switch screen.ask(try prompt(), .command) {
      case .line(let line):
        await take(line)
        tellUnread()
        if !hasWarned, loadedShelf?.faults.isEmpty == false {
          screen.show(phrases("guides.some-broken"), .warning)
          hasWarned = true
        }
      case .refused(let refusal): show(UserFault(refusal.rawValue))
      case .interrupted: screen.show(phrases("prompt.interrupted"), .faint)
      case .ended: isLeaving = true
      }
    }
    screen.show(phrases("goodbye"), .faint)
  }

  /// Does what a line says, and shows why not where it cannot.
  func take(_ line: String) async {
    do throws(UserFault) {
      if line.isEmpty { return }
      if let number = Int(line), !listed.isEmpty {
        guard (1...listed.count).contains(number) else {
          throw UserFault("input.no-such-number", ["count": String(listed.count)])
        }
        try await OpenCommand.open(listed[number - 1], in: self)
      } else {
        // A shell may stay open over midnight.
        try? openedStore?.purgeDaily()
        try await perform(Arguments.split(line))
      }
    } catch {
      show(error)
    }
  }

  /// Speaks the language that was saved on this device, for commands that need nothing else of the store.
  package func useSavedLanguage() {
    guard parts.language == nil, hasStore, let store = try? readableStore,
      let saved = try? store.value(of: .language), saved != phrases.language
    else { return }
    use(language: saved)
  }

  /// Whether this device keeps anything yet.
  private var hasStore: Bool { access(parts.homePath + "/camtay.sqlite", R_OK) == 0 }

  /// Does what the words say: a command, or else a search.
  package func perform(_ words: [String]) async throws(UserFault) {
    if let (command, rest) = names.command(for: words, in: self) {
      if command.isRemembered(with: rest), PersonalDataGuard.finding(in: words.joined(separator: " ")) == nil {
        parts.terminal.remember(words.joined(separator: " "))
      }
      let arguments = try Arguments(rest, valued: command.valuedOptions, flags: command.flags)
      do { try await command.run(arguments, in: self) } catch let fault as UserFault { throw fault } catch {
        throw UserFault(StoreFault(error))
      }
    } else if words.count == 1, try shelf.catalogue[GuideID(rawValue: words[0])] != nil {
      // A guide's id, as Tab completes it, can mean nothing else.
      try await OpenCommand.open(GuideID(rawValue: words[0]), in: self)
    } else {
      try FindCommand.find(words.joined(separator: " "), in: self)
    }
  }

  /// Says why something was not done.
  func show(_ fault: UserFault) { screen.show(fault.sentence(phrases), .warning) }

  private func prompt() throws(UserFault) -> String {
    let store = try self.store
    return try faulting {
      let enrolment = try store.enrolment()
      let waiting = try store.unsyncedCount()
      let isOnline = reached ?? parts.connectivity.isLikely
      var words = [enrolment?.teamName ?? phrases("prompt.no-team")]
      if try roster.persons.count > 1, let person = try onDuty { words.append(person.name) }
      words.append(phrases(isOnline ? "prompt.online" : "prompt.offline"))
      if waiting > 0 { words.append(phrases("prompt.waiting", ["count": String(waiting)])) }
      return "camtay · " + words.joined(separator: " · ") + " ›"
    }
  }
}
