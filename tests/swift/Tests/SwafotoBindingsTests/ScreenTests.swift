import Foundation
import SwafotoBindings
import XCTest

/// What a phone shows of every film and in every state is the same in every language: the records in `tests/screens`, which
/// `bindings/ffi/tests/screens.rs` writes.
final class ScreenTests: XCTestCase {
    func testEveryFilmShowsWhatItShould() throws {
        let names = try Case.all()
        XCTAssertGreaterThan(names.count, 0)
        for name in names { try assertRecord(watch(try Case.named(name)), "films/\(name).txt") }
    }

    func testEveryStateShowsWhatItShould() throws {
        let script = try String(contentsOf: screens.appendingPathComponent("states.script"), encoding: .utf8)
        try assertRecord(play(script), "states.txt")
    }
}

private let screens = root.appendingPathComponent("tests/screens")
private let area = PreviewArea(width: 360, height: 720, density: 1, mirrored: true)

private func assertRecord(_ found: String, _ name: String) throws {
    let expected = try String(contentsOf: screens.appendingPathComponent(name), encoding: .utf8)
    guard expected != found else { return }
    let lines = (expected: expected.split(separator: "\n"), found: found.split(separator: "\n"))
    let differs = zip(lines.expected, lines.found).enumerated().first { $1.0 != $1.1 }
    XCTFail("\(name): \(differs.map { "\($1.1), expected \($1.0)" } ?? "\(lines.found.count) of \(lines.expected.count) lines")")
}

/// A flow, and what was shown and done.
private struct Phone {
    let flow: SelfieFlow
    var record = ""
    private(set) var asks = false
    private(set) var waits = false
    private(set) var isOver = false
    private var wantsStill = false

    init(_ request: FlowRequest) { flow = SelfieFlow(request: request, engine: engine) }

    mutating func take(_ turn: Turn) {
        if let screen = turn.screen { (asks, waits) = (screen.question != nil, screen.waits) }
        wantsStill = wantsStill || turn.commands.contains(.takeStill)
        isOver = isOver || turn.commands.contains(.finish)
        record += turnRecord(turn: turn)
    }

    mutating func tell(_ event: Event, _ at: Int64) { take(flow.tell(event: event, atNs: at)) }

    /// Whether a still was asked for since this was asked.
    mutating func takesStill() -> Bool {
        defer { wantsStill = false }
        return wantsStill
    }
}

private func watch(_ told: Case) throws -> String {
    let (still, stillFormat) = try Film.still(told.name)
    let policy = try String(contentsOf: films.appendingPathComponent("\(told.name)/policy.toml"), encoding: .utf8)
    let retake = told.request.retake.map { name in RuleId.allCases.first { ruleName(rule: $0) == name }! }
    var phone = Phone(
        FlowRequest(
            policy: .toml(text: policy),
            session: SessionRequest(retake: retake, declaredCovering: told.request.declared_covering), languages: ["id"]))
    var person = Person(told)
    phone.tell(.permission(permission: .granted), 0)
    phone.tell(.shown, 0)
    phone.tell(.laidOut(area: area), 0)
    phone.tell(.opened(stillSize: told.upright(stillFormat)), 0)
    let film = try Film.preview(told.name)
    var (index, now, busyUntil): (Int64, Int64, Int64) = (0, 0, 0)
    while !phone.isOver, !phone.waits, let frame = film.next() {
        now = index * 1_000_000_000 / Int64(film.framesPerSecond)
        index += 1
        if now < busyUntil { continue }
        if let covered = person.answer(at: now) { phone.tell(.answered(covered: covered), now) }
        let turn = phone.flow.frameYuv420(
            y: frame.y, u: frame.u, v: frame.v, format: film.format, facts: told.facts, atNs: now)
        phone.take(try XCTUnwrap(turn, told.name))
        person.hear(asks: phone.asks, at: now)
        guard phone.takesStill() else { continue }
        busyUntil = now + Replay.shutter
        phone.tell(.stillTaken, busyUntil)
        phone.take(
            phone.flow.stillYuv420(
                y: still.y, u: still.u, v: still.v, format: stillFormat, facts: told.facts, atNs: busyUntil))
    }
    now = max(now, busyUntil)
    if phone.waits {
        phone.tell(.pressed(action: .leave), now)
    } else if !phone.isOver {
        phone.tell(.cancelled, now)
    }
    return phone.record
}

private func play(_ script: String) throws -> String {
    let black = Data(count: 3 * 96 * 128)
    let format = PackedFormat(layout: .rgb, width: 96, height: 128, rowStride: 288)
    let tick = Int64(tickIntervalMs())
    var all = ""
    var phone: Phone?
    var now: Int64 = 0
    for line in script.split(separator: "\n") where !line.hasPrefix("#") {
        if line.hasPrefix("=") {
            all += phone.map { $0.record + "\n" } ?? ""
            all += line + "\n"
            phone = Phone(FlowRequest(policy: .standard, session: SessionRequest(), languages: ["id"]))
            now = 0
            continue
        }
        phone?.record += "> \(line)\n"
        let words = line.split(separator: " ")
        switch words[0] {
        case "wait":
            for _ in 0..<Int64(words[1])! / tick {
                now += tick * 1_000_000
                phone?.tell(.tick, now)
            }
        case "black":
            for _ in 0..<Int64(words[1])! / 50 {
                now += 50 * 1_000_000
                let turn = phone?.flow.framePacked(pixels: black, format: format, facts: FrameFacts(), atNs: now)
                phone?.take(try XCTUnwrap(turn))
            }
        default: phone?.tell(try XCTUnwrap(probeEvent(line: String(line)), String(line)), now)
        }
    }
    return all + (phone?.record ?? "")
}
