import Foundation
import SwafotoBindings

/// The repository, as xtask names it.
let root = URL(fileURLWithPath: ProcessInfo.processInfo.environment["SWAFOTO_ROOT"] ?? ".")

/// Where xtask has the films of `tests/cases` written.
let films = root.appendingPathComponent("target/cases")

/// An engine takes a while to load, so the tests share one.
let engine = try! Engine()

/// One case of `tests/cases`, as far as a caller of the SDK needs it.
struct Case: Decodable {
    struct Request: Decodable {
        let retake: [String]
        let declared_covering: Bool
        /// What the person answers to the question if they cover their head; nothing where they do not answer.
        let covers_head: Bool?
    }
    struct ExpectedVerdict: Decodable {
        let accepted: Bool
    }
    struct Expectation: Decodable {
        let end: String
        let states: [String]
        let hints: [String]?
        let never: [String]?
        let reasons: [String]?
        let asked_before_s: Double?
        let verdict: ExpectedVerdict?
    }
    let name: String
    let request: Request
    let rotation: Int32
    let mirrored: Bool
    let expect: Expectation

    static func all() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: films.path)
            .filter { FileManager.default.fileExists(atPath: films.appendingPathComponent("\($0)/case.json").path) }
            .sorted()
    }

    static func named(_ name: String) throws -> Case {
        let file = films.appendingPathComponent("\(name)/case.json")
        return try JSONDecoder().decode(Case.self, from: Data(contentsOf: file))
    }

    func openPolicy() throws -> Policy {
        let file = films.appendingPathComponent("\(name)/policy.toml")
        return try Policy.fromToml(text: String(contentsOf: file, encoding: .utf8))
    }

    /// The size of a picture of that format once it is upright.
    func upright(_ format: Yuv420Format) -> PictureSize {
        rotation % 180 == 0
            ? PictureSize(width: format.width, height: format.height)
            : PictureSize(width: format.height, height: format.width)
    }

    var facts: FrameFacts { FrameFacts(rotation: rotation, mirrored: mirrored) }
}

/// The person of a film, whom the session may ask if they cover their head.
struct Person {
    /// Nanoseconds between the question and the answer.
    private static let reading: Int64 = 600_000_000

    let coversHead: Bool?
    private var openSince: Int64?
    /// When they were first asked.
    private(set) var asked: Int64?

    init(_ told: Case) { coversHead = told.request.covers_head }

    /// What the session said of the frame at that time.
    mutating func hear(asks: Bool, at: Int64) {
        openSince = asks ? openSince ?? at : nil
        asked = asked ?? openSince
    }

    /// The answer, once the question was read.
    func answer(at: Int64) -> Bool? {
        guard let openSince, at - openSince >= Person.reading else { return nil }
        return coversHead
    }

    /// Whether they were asked in time, and only where they should be.
    func wasAskedAsItShould(_ expect: Case.Expectation) -> Bool {
        guard let asked else { return expect.asked_before_s == nil }
        return expect.asked_before_s.map { Double(asked) <= $0 * 1e9 } ?? false
    }
}

/// Planes of one frame.
struct Planes {
    let y, u, v: Data
}

/// A Y4M file of 4:2:0 frames in BT.601 full range.
final class Film {
    private let bytes: Data
    private var offset: Int
    private let width, height: Int
    let framesPerSecond: Int
    let format: Yuv420Format

    init(_ file: URL) throws {
        bytes = try Data(contentsOf: file, options: .alwaysMapped)
        let end = bytes.firstIndex(of: UInt8(ascii: "\n"))!
        let header = String(decoding: bytes[..<end], as: UTF8.self).split(separator: " ")
        precondition(header[0] == "YUV4MPEG2")
        func number(_ tag: Character) -> Int {
            Int(header.first { $0.first == tag }!.dropFirst().prefix { $0.isNumber })!
        }
        (width, height, framesPerSecond) = (number("W"), number("H"), number("F"))
        offset = end + 1
        format = Film.format(width: UInt32(width), height: UInt32(height))
    }

    static func format(
        width: UInt32, height: UInt32, yRowStride: UInt32? = nil, uPixelStride: UInt32 = 1, vRowStride: UInt32? = nil
    ) -> Yuv420Format {
        Yuv420Format(
            encoding: .bt601FullRange, width: width, height: height, yRowStride: yRowStride ?? width,
            uRowStride: (width &+ 1) / 2, uPixelStride: uPixelStride, vRowStride: vRowStride ?? (width &+ 1) / 2,
            vPixelStride: 1)
    }

    /// The next frame, or nothing at the end.
    func next() -> Planes? {
        guard offset < bytes.count else { return nil }
        offset = bytes[offset...].firstIndex(of: UInt8(ascii: "\n"))! + 1
        func plane(_ size: Int) -> Data {
            defer { offset += size }
            return bytes.subdata(in: offset..<offset + size)
        }
        let chroma = (width + 1) / 2 * ((height + 1) / 2)
        return Planes(y: plane(width * height), u: plane(chroma), v: plane(chroma))
    }

    static func preview(_ name: String) throws -> Film {
        try Film(films.appendingPathComponent("\(name)/preview.y4m"))
    }

    static func still(_ name: String) throws -> (Planes, Yuv420Format) {
        let film = try Film(films.appendingPathComponent("\(name)/still.y4m"))
        return (film.next()!, film.format)
    }
}

extension SelfieSession {
    func preview(_ frame: Planes, _ format: Yuv420Format, _ facts: FrameFacts = FrameFacts(), at: Int64) throws -> Update {
        try previewYuv420(y: frame.y, u: frame.u, v: frame.v, format: format, facts: facts, atNs: at)
    }

    func still(_ frame: Planes, _ format: Yuv420Format, _ facts: FrameFacts = FrameFacts(), at: Int64) throws -> Update {
        try stillYuv420(y: frame.y, u: frame.u, v: frame.v, format: format, facts: facts, atNs: at)
    }
}

/// A film that went through a session as an app's camera would send it.
struct Replay {
    /// Nanoseconds between a still that is asked for and the camera's delivery.
    static let shutter: Int64 = 120_000_000

    let session: SelfieSession
    private(set) var person: Person
    private(set) var states: [String] = []
    private(set) var hints: [String] = []
    private(set) var ending: String?
    private(set) var reasons: [String] = []
    private(set) var stillVerdict: Verdict?

    init(_ name: String, listener: SessionListener? = nil) throws {
        let told = try Case.named(name)
        person = Person(told)
        let (still, stillFormat) = try Film.still(name)
        let request = SessionRequest(
            nonce: "nonce of \(name)",
            retake: told.request.retake.map { name in RuleId.allCases.first { ruleName(rule: $0) == name }! },
            declaredCovering: told.request.declared_covering,
            stillSize: told.upright(stillFormat))
        session = try SelfieSession(engine: engine, policy: told.openPolicy(), request: request, listener: listener)
        states.append(stateName(state: try session.state()))
        let film = try Film.preview(name)
        var index: Int64 = 0
        var busyUntil: Int64 = 0
        while ending == nil, let frame = film.next() {
            let at = index * 1_000_000_000 / Int64(film.framesPerSecond)
            index += 1
            // While the camera takes the still it delivers no preview.
            if at < busyUntil { continue }
            if let covered = person.answer(at: at) { _ = try session.declareCovering(covered: covered) }
            let update = try session.preview(frame, film.format, told.facts, at: at)
            person.hear(asks: update.askCovering, at: at)
            take(update)
            if update.capture {
                busyUntil = at + Replay.shutter
                take(try session.still(still, stillFormat, told.facts, at: busyUntil))
                stillVerdict = try session.verdict()
            }
        }
        if ending == nil {
            take(try session.cancel())
        }
    }

    private mutating func take(_ update: Update) {
        let state = stateName(state: update.state)
        if states.last != state { states.append(state) }
        if let hint = update.hint.map({ hintName(hint: $0) }), hints.last != hint { hints.append(hint) }
        if let end = update.ending {
            ending = endingName(ending: end)
            reasons = update.reasons.map { ruleName(rule: $0) }
        }
    }
}
