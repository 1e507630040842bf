import Foundation
import Swafoto
import XCTest

@testable import SwafotoCamera

/// A film that went through controller and camera as on a phone.
struct PlayedFilm {
    private(set) var scenes: [String] = []
    private(set) var texts: [String] = []
    private(set) var person: Person
    let result: SelfieResult

    init(_ told: Case, signer: (any ReceiptSigner)? = nil, conditions: [ScreenEvent] = []) async throws {
        let camera = try FilmCamera(told)
        let worker = DispatchQueue(label: "film")
        let request = SelfieRequest(
            policy: .toml(try told.policyText), nonce: "nonce of \(told.name)", retake: told.retake,
            declaredCovering: told.request.declared_covering, signer: signer, languages: ["en"])
        let controller = SelfieController(request, camera: camera, worker: worker)
        let shown = Guarded<[SelfieScreen]>([])
        controller.watch { turn in shown.withLock { $0 += turn.screen.map { [$0] } ?? [] } }
        conditions.forEach(controller.tell)
        controller.appear()
        var person = Person(told)
        await camera.play(on: worker) {
            let screen = shown.withLock { $0.last }
            person.hear(asks: screen?.question != nil, at: camera.now.nanoseconds)
        } beforeEach: { at in
            if let covered = person.answer(at: at) { controller.tell(.answered(covered: covered)) }
        }
        controller.tell(.back)
        result = await controller.waitForResult()
        worker.sync {}
        self.person = person
        for screen in shown.withLock({ $0 }) {
            if "\(screen.scene)" != scenes.last { scenes.append("\(screen.scene)") }
            if screen.text != texts.last { texts.append(screen.text) }
        }
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
        let live = ["searching", "guiding", "holding", "verifying"]
        XCTAssertEqual(played.scenes.filter(live.contains), told.expect.states.filter(live.contains), name)
        XCTAssertTrue(played.person.wasAskedAsItShould(told.expect), "\(name): \(played.person)")
        guard case .accepted(let photo) = played.result else { return }
        XCTAssertEqual(photo.jpeg.prefix(2), Data([0xFF, 0xD8]), name)
        XCTAssertEqual(photo.signature, .notAsked, name)
        XCTAssertTrue(photo.receipt.contains(photo.sha256), name)
        XCTAssertTrue(photo.receipt.contains("nonce of \(name)"), name)
    }

    func testAHotPhoneAcceptsTheSamePhoto() async throws {
        let told = try Case.named("perfect")
        guard case .accepted(let photo) = try await PlayedFilm(told).result else { return XCTFail("not accepted") }
        for heat in Heat.allCases {
            for saves in [false, true] {
                let conditions = [ScreenEvent.heat(heat: heat), .powerSaving(saves: saves)]
                guard case .accepted(let same) = try await PlayedFilm(told, conditions: conditions).result else {
                    XCTFail("\(heat), \(saves)")
                    continue
                }
                XCTAssertEqual(same.sha256, photo.sha256, "\(heat), \(saves)")
            }
        }
    }

    func testAHotPhoneStillRefusesWhatItShould() async throws {
        let told = try Case.named("still-with-glasses")
        let played = try await PlayedFilm(told, conditions: [.heat(heat: .critical), .powerSaving(saves: true)])
        XCTAssertEqual(played.result.endingName, told.expect.end)
        let hint = Hint.removeGlasses.text(in: .english)
        XCTAssertEqual(played.texts.contains(hint), told.expect.hints?.contains("remove-glasses"))
    }
}

extension SelfieResult {
    var endingName: String {
        switch self {
        case .accepted: "accepted"
        case .forReview, .blocked: "blocked"
        case .timedOut: "timed-out"
        case .noUsablePhoto: "camera-failed"
        case .cancelled: "cancelled"
        case .cameraUnusable, .permissionMissing, .failed: "\(self)"
        }
    }
}

extension SelfiePhoto {
    /// A photo where nobody looks at the picture.
    static let standIn = SelfiePhoto(
        jpeg: Data(), size: PictureSize(width: 1, height: 1), sha256: "", receipt: "", signature: .notAsked)
}
