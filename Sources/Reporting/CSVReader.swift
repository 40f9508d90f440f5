/// Reads a table from CSV as spreadsheets write it: UTF-8 with or without a byte order mark, lines and quoting after
/// RFC 4180, any line ends, and the separator that the first line uses: a comma, a semicolon or a tab.
package enum CSVReader {
  /// A line of cells. Lines whose cells are all empty are passed over.
  package struct Row: Hashable, Sendable {
    /// Where the row begins in the file, from 1.
    package let line: Int
    package let cells: [String]
    /// Which row of the table it is, from 1, as a spreadsheet counts them: empty ones count too.
    package let number: Int
  }

  /// The bytes are no such table: they are no UTF-8, or a quotation mark opens, closes or stands where none may.
  package struct Fault: Error, Hashable {
    /// Where the fault begins, from 1.
    package let line: Int
    /// Whether the bytes there are no UTF-8: a spreadsheet saved the table in another character set.
    package var isEncoding = false
  }

  /// The rows of the whole file.
  package static func rows(_ bytes: [UInt8]) throws(Fault) -> [Row] {
    let bytes =
      bytes.starts(with: CSVWriter.byteOrderMark) ? bytes.dropFirst(CSVWriter.byteOrderMark.count) : bytes[...]
    for (index, line) in bytes.split(separator: lineFeed, omittingEmptySubsequences: false).enumerated()
    where String(validating: line, as: UTF8.self) == nil { throw Fault(line: index + 1, isEncoding: true) }
    var parse = Parse(separator: separator(of: bytes))
    var previous: UInt8 = 0
    for byte in bytes {
      // A carriage return ends the line by itself; the line feed after it ends nothing more.
      if !(byte == lineFeed && previous == carriageReturn) { try parse.take(byte) }
      previous = byte
    }
    return try parse.finished()
  }

  private static let lineFeed = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")
  private static let quote = UInt8(ascii: "\"")

  private static func separator(of bytes: ArraySlice<UInt8>) -> UInt8 {
    let header = bytes.prefix { $0 != lineFeed && $0 != carriageReturn }
    return header.first { ",;\t".utf8.contains($0) } ?? UInt8(ascii: ",")
  }

  /// What has been read so far.
  private struct Parse {
    enum Place { case start, plain, quoted, closed }

    let separator: UInt8
    private var rows: [Row] = []
    private var cells: [String] = []
    private var cell: [UInt8] = []
    private var place = Place.start
    private var line = 1
    private var rowLine = 1
    private var quoteLine = 1
    private var count = 0

    init(separator: UInt8) { self.separator = separator }

    mutating func take(_ byte: UInt8) throws(Fault) {
      let isEnd = byte == lineFeed || byte == carriageReturn
      switch (place, byte) {
      case (.quoted, quote): place = .closed
      case (.quoted, _): cell.append(isEnd ? lineFeed : byte)
      case (.closed, quote):
        cell.append(quote)
        place = .quoted
      case (_, separator): closeCell()
      case (_, _) where isEnd: closeRow()
      case (.start, quote):
        place = .quoted
        quoteLine = line
      case (.plain, quote), (.closed, _): throw Fault(line: line)
      default:
        cell.append(byte)
        place = .plain
      }
      if isEnd { line += 1 }
      if isEnd, place != .quoted { rowLine = line }
    }

    mutating func finished() throws(Fault) -> [Row] {
      guard place != .quoted else { throw Fault(line: quoteLine) }
      closeRow()
      return rows
    }

    private mutating func closeCell() {
      cells.append(String(decoding: cell, as: UTF8.self))
      cell = []
      place = .start
    }

    private mutating func closeRow() {
      closeCell()
      count += 1
      if !cells.allSatisfy(\.isEmpty) { rows.append(Row(line: rowLine, cells: cells, number: count)) }
      cells = []
    }
  }
}
