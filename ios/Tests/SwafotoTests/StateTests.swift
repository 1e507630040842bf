import Foundation
import Swafoto
import XCTest

@testable import SwafotoCamera

/// What happens to a phone's camera, and what the person is shown and the app is told.
final class StateTests: XCTestCase {
    private let camera = ScriptedCamera()
    private var time: Int64 = 0

    private func open(permission: CameraPermission = .granted) async throws -> SelfieController {
        let policy = PolicyChoice.toml(try Case.named("perfect").policyText)
        let controller = SelfieController(SelfieRequest(policy: policy))
        await controller.attach(camera)
        camera.tell(.permission(permission))
        return controller
    }

    /// A controller that has judged a frame.
    private func live() async throws -> SelfieController {
        let controller = try await open()
        camera.tell(.opened(stillSize: nil))
        try await showFrame()
        guard case .live = await controller.screen else { throw NotLive(screen: await controller.screen) }
        return controller
    }

    private struct NotLive: Error { let screen: SelfieScreen }

    private func showFrame(lookedAt: (@Sendable () -> Void)? = nil) async throws {
        time += 33
        var frame = try Case.named("perfect").firstFrame()
        frame.lookedAt = lookedAt
        await camera.show(frame, at: .milliseconds(time))
    }

    private func waitFor(_ wanted: SelfieScreen, _ controller: SelfieController, line: UInt = #line) async {
        for await screen in controller.screens where screen == wanted { return }
        XCTFail("\(wanted) was never shown", line: line)
    }

    func testEveryMissingPermissionIsShownAndTold() async throws {
        for permission in CameraPermission.allCases where permission != .granted {
            let controller = try await open(permission: permission)
            await waitFor(.needsPermission(permission), controller)
            await controller.cancel()
            let result = await controller.waitForResult()
            XCTAssertEqual(result, .permissionMissing(permission))
            XCTAssertFalse(camera.isOpen)
        }
    }

    func testAPermissionThatIsGivenLetsTheSessionBegin() async throws {
        let controller = try await open(permission: .notAsked)
        await waitFor(.needsPermission(.notAsked), controller)
        camera.tell(.permission(.granted))
        await waitFor(.preparing, controller)
        camera.tell(.opened(stillSize: nil))
        try await showFrame()
        guard case .live = await controller.screen else { return XCTFail("\(await controller.screen)") }
    }

    func testEveryProblemIsShownAndToldAndMayBeTriedAgain() async throws {
        for problem in CameraProblem.allCases {
            let controller = try await open()
            camera.tell(.failed(problem))
            await waitFor(.cameraUnusable(problem), controller)
            await controller.attach(camera)
            camera.tell(.opened(stillSize: nil))
            await waitFor(.preparing, controller)
            camera.tell(.failed(problem))
            await waitFor(.cameraUnusable(problem), controller)
            await controller.cancel()
            let result = await controller.waitForResult()
            XCTAssertEqual(result, .cameraUnusable(problem))
        }
    }

    func testEveryInterruptionIsShownAndGoesByItself() async throws {
        let controller = try await live()
        for interruption in CameraInterruption.allCases {
            camera.tell(.interrupted(interruption))
            await waitFor(.interrupted(interruption), controller)
            camera.tell(.opened(stillSize: nil))
            await waitFor(.preparing, controller)
            try await showFrame()
            guard case .live = await controller.screen else { return XCTFail("\(interruption)") }
        }
        await controller.cancel()
        let result = await controller.waitForResult()
        XCTAssertEqual(result, .cancelled)
    }

    func testAFrameThatWasOnItsWayDuringAnInterruptionIsNotJudged() async throws {
        let controller = try await live()
        camera.tell(.interrupted(.usedByAnother))
        try await showFrame { XCTFail("it was judged") }
        let screen = await controller.screen
        XCTAssertEqual(screen, .interrupted(.usedByAnother))
    }

    func testAPictureOfAnotherSizeAfterATurnIsTaken() async throws {
        let controller = try await live()
        camera.tell(.turned)
        let frame = try Case.named("perfect").firstFrame()
        let turned = FilmFrame(
            planes: frame.planes, format: frame.format, facts: FrameFacts(rotation: 90, mirrored: false))
        time += 33
        await camera.show(turned, at: .milliseconds(time))
        guard case .live(let guidance) = await controller.screen else { return XCTFail("not live") }
        XCTAssertEqual(guidance.frameSize, turned.uprightSize)
    }

    func testAHoldDoesNotOutliveAnInterruption() async throws {
        let controller = try await live()
        var holds = false
        while !holds {
            try await showFrame()
            if case .live(let guidance) = await controller.screen { holds = guidance.update.progress > 0 }
        }
        camera.tell(.interrupted(.inBackground))
        camera.tell(.opened(stillSize: nil))
        try await showFrame()
        guard case .live(let guidance) = await controller.screen else { return XCTFail("not live") }
        XCTAssertEqual(guidance.update.progress, 0)
    }

    func testAStillThatCannotBeTakenIsAskedForAgain() async throws {
        let controller = try await live()
        while camera.stillsAskedFor == 0 { try await showFrame() }
        camera.tell(.stillFailed)
        while camera.stillsAskedFor == 1 { try await showFrame() }
        time += 120
        camera.tell(.still(try Case.named("perfect").still(), at: .milliseconds(time)))
        guard case .accepted = await controller.waitForResult() else { return XCTFail("not accepted") }
    }

    func testAScreenThatIsLeftGoesOnWhereItWas() async throws {
        let controller = try await live()
        await controller.detach()
        XCTAssertFalse(camera.isOpen)
        let screen = await controller.screen
        XCTAssertEqual(screen, .preparing)
        await controller.attach(camera)
        camera.tell(.opened(stillSize: nil))
        while camera.stillsAskedFor == 0 { try await showFrame() }
        XCTAssertEqual(camera.stillsAskedFor, 1)
    }

    func testAPolicyThatMakesNoSenseIsToldByType() async throws {
        let controller = SelfieController(SelfieRequest(policy: .preset("none")))
        await controller.attach(camera)
        camera.tell(.opened(stillSize: nil))
        guard case .failed(.invalidPolicy) = await controller.waitForResult() else { return XCTFail("not refused") }
    }

    func testTheWeightiestObstacleIsShown() {
        var standing = CameraStanding()
        XCTAssertNil(standing.obstacle)
        standing.hear(.interrupted(.tooHot))
        standing.hear(.failed(.failed))
        standing.hear(.permission(.denied))
        XCTAssertEqual(standing.obstacle, .permission(.denied))
        standing.hear(.permission(.granted))
        XCTAssertEqual(standing.obstacle, .problem(.failed))
        standing.hear(.opened(stillSize: nil))
        XCTAssertNil(standing.obstacle)
        standing.hear(.interrupted(.sharedScreen))
        standing.hear(.stillFailed)
        standing.hear(.turned)
        XCTAssertEqual(standing.obstacle, .interruption(.sharedScreen))
    }
}
