import Foundation
import Swafoto
import XCTest

@testable import SwafotoCamera

/// A film that went through controller and camera as on a phone.
struct PlayedFilm {
    private(set) var states = ["searching"]
    private(set) var hints: [String] = []
    private(set) var person: Person
    let result: SelfieResult

    init(_ told: Case, signer: (any ReceiptSigner)? = nil, pace: FramePace? = nil) async throws {
        let controller = SelfieController(
            SelfieRequest(
                policy: .toml(try told.policyText), nonce: "nonce of \(told.name)", retake: told.retake,
                declaredCovering: told.request.declared_covering, signer: signer))
        if let pace { controller.keep(to: pace) }
        let camera = try FilmCamera(told)
        await controller.attach(camera)
        var (states, hints, person) = (states, hints, Person(told))
        await camera.play {
            guard case .live(let guidance) = await controller.screen else { return }
            let update = guidance.update
            person.hear(asks: update.askCovering, at: camera.now.nanoseconds)
            if update.state.name != states.last { states.append(update.state.name) }
            if let hint = update.hint?.name, hint != hints.last { hints.append(hint) }
        } beforeEach: { at in
            if let covered = person.answer(at: at) { await controller.declareCovering(covered) }
        }
        await controller.cancel()
        result = await controller.waitForResult()
        // The end replaces the last guidance before a test can see it.
        let last = if case .accepted = result { "accepted" } else { "exited" }
        if states.last != last { states.append(last) }
        (self.states, self.hints, self.person) = (states, hints, person)
    }
}

/// Every film of `tests/cases` ends as its case says, through the camera's way.
final class ControllerFilmTests: XCTestCase {
    func testEveryFilmEndsAsItShould() async throws {
        let names = try Case.all()
        XCTAssertGreaterThan(names.count, 0)
        // Films are many, and each keeps one processor busy.
        let players = ProcessInfo.processInfo.activeProcessorCount
        try await withThrowingTaskGroup(of: Void.self) { group in
            for player in 0..<players {
                group.addTask {
                    for index in stride(from: player, to: names.count, by: players) {
                        try await Self.endsAsItShould(names[index])
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    private static func endsAsItShould(_ name: String) async throws {
        let told = try Case.named(name)
        let played = try await PlayedFilm(told)
        XCTAssertEqual(played.result.endingName, told.expect.end, name)
        XCTAssertEqual(played.result.reasons.map(\.name), told.expect.reasons ?? [], name)
        XCTAssertEqual(played.states, told.expect.states, name)
        var wanted = (told.expect.hints ?? [])[...]
        for hint in played.hints where hint == wanted.first { wanted.removeFirst() }
        XCTAssertTrue(wanted.isEmpty, "\(name): \(played.hints)")
        XCTAssertTrue(Set(played.hints).isDisjoint(with: told.expect.never ?? []), "\(name): \(played.hints)")
        XCTAssertTrue(played.person.wasAskedAsItShould(told.expect), "\(name): \(played.person)")
        guard case .accepted(let photo) = played.result else { return }
        XCTAssertEqual(photo.jpeg.prefix(2), Data([0xFF, 0xD8]), name)
        XCTAssertEqual(photo.signature, .notAsked, name)
        XCTAssertTrue(photo.receipt.contains(photo.sha256), name)
        XCTAssertTrue(photo.receipt.contains("nonce of \(name)"), name)
    }

    func testAHotPhoneJudgesFewerFramesAndAcceptsTheSamePhoto() async throws {
        let told = try Case.named("perfect")
        guard case .accepted(let photo) = try await PlayedFilm(told).result else { return XCTFail("not accepted") }
        for level in ThermalLevel.allCases {
            for savesBattery in [false, true] {
                let pace = FramePace(thermalLevel: level, savesBattery: savesBattery)
                guard case .accepted(let same) = try await PlayedFilm(told, pace: pace).result else {
                    XCTFail("\(level), \(savesBattery)")
                    continue
                }
                XCTAssertEqual(same.sha256, photo.sha256, "\(level), \(savesBattery)")
            }
        }
    }

    func testAHotPhoneStillRefusesWhatItShould() async throws {
        let told = try Case.named("still-with-glasses")
        let pace = FramePace(thermalLevel: .critical, savesBattery: true)
        let played = try await PlayedFilm(told, pace: pace)
        XCTAssertEqual(played.result.endingName, told.expect.end)
        XCTAssertEqual(played.hints.contains("remove-glasses"), told.expect.hints?.contains("remove-glasses"))
    }
}

extension SelfieResult {
    var endingName: String {
        switch self {
        case .accepted: "accepted"
        case .forReview, .blocked: "blocked"
        case .timedOut: "timed-out"
        case .cameraFailed: "camera-failed"
        case .cancelled: "cancelled"
        case .cameraUnusable, .permissionMissing, .failed: "\(self)"
        }
    }
}
