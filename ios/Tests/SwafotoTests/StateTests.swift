import Foundation
import Swafoto
import XCTest

@testable import SwafotoCamera

/// What happens to a phone's camera, and what the person is shown and the app is told.
final class StateTests: XCTestCase {
    private func request() throws -> SelfieRequest {
        SelfieRequest(policy: .toml(try Case.named("perfect").policyText), languages: ["en"])
    }

    /// A controller on show, and who watches it.
    private func shown(_ camera: ScriptedCamera) throws -> (SelfieController, Audience) {
        let controller = SelfieController(try request(), camera: camera)
        let audience = Audience(of: controller)
        controller.appear()
        return (controller, audience)
    }

    /// One whose camera runs.
    private func running(_ camera: ScriptedCamera) async throws -> (SelfieController, Audience) {
        let (controller, audience) = try shown(camera)
        await eventually("open") { camera.isOpen }
        camera.tell(.opened(stillSize: nil))
        await audience.see(.searching)
        return (controller, audience)
    }

    private func film(_ camera: ScriptedCamera, until condition: () -> Bool) async throws {
        let frame = try Case.named("perfect").firstFrame()
        await eventually("the film's end") {
            if condition() { return true }
            camera.show(frame)
            return false
        }
    }

    func testEveryMissingPermissionIsShownAndTold() async throws {
        for permission in CameraPermission.allCases where permission != .granted {
            let camera = ScriptedCamera(permission: permission)
            let (controller, audience) = try shown(camera)
            await audience.see(.permission)
            controller.tell(.back)
            let result = await controller.waitForResult()
            XCTAssertEqual(result, .permissionMissing(permission))
            XCTAssertFalse(camera.isOpen)
        }
    }

    func testTheSystemsQuestionIsAskedAndItsAnswerTold() async throws {
        for (answer, scene) in [(CameraPermission.granted, SelfieScene.preparing), (.refusedForGood, .permission)] {
            let camera = ScriptedCamera(permission: .notAsked, answer: answer)
            let (controller, audience) = try shown(camera)
            await audience.see(.permission)
            controller.tell(.pressed(action: .allowCamera))
            await audience.see { $0.scene == scene && $0.buttons.first?.action != .allowCamera }
            await eventually("camera") { camera.isOpen == (answer == .granted) }
            controller.cancel()
        }
    }

    func testACameraThatFailedIsOpenedAnew() async throws {
        let camera = ScriptedCamera()
        let (controller, audience) = try await running(camera)
        camera.tell(.problem(problem: .failed))
        await audience.see(.unusable)
        controller.tell(.pressed(action: .tryAgain))
        await audience.see(.preparing)
        await eventually("open") { camera.isOpen }
        camera.tell(.opened(stillSize: nil))
        await audience.see(.searching)
        controller.cancel()
    }

    func testALostStillCostsOneStill() async throws {
        let camera = ScriptedCamera()
        let (controller, _) = try await running(camera)
        try await film(camera) { camera.stillsAskedFor == 1 }
        camera.tell(.stillFailed)
        try await film(camera) { camera.stillsAskedFor == 2 }
        camera.wait(milliseconds: 120)
        camera.still(try Case.named("perfect").still())
        guard case .accepted = await controller.waitForResult() else { return XCTFail("not accepted") }
        await eventually("closed") { !camera.isOpen }
    }

    func testAScreenThatIsLeftClosesTheCameraAndGoesOnWhenItIsBack() async throws {
        let camera = ScriptedCamera()
        let (controller, audience) = try await running(camera)
        controller.disappear()
        await eventually("closed") { !camera.isOpen }
        controller.appear()
        await eventually("open") { camera.isOpen }
        camera.tell(.opened(stillSize: nil))
        await audience.see { $0.scene != .preparing }
        controller.cancel()
        let result = await controller.waitForResult()
        XCTAssertEqual(result, .cancelled)
    }

    /// A session's time runs out also where the camera delivers nothing: the controller tells that time passes.
    func testTimePassesWithoutFrames() async throws {
        let camera = ScriptedCamera()
        let (controller, audience) = try await running(camera)
        await eventually("an end") {
            camera.wait(milliseconds: 10_000)
            return audience.scene == .ended
        }
        XCTAssertEqual(audience.screen?.waits, true)
        controller.tell(.pressed(action: .leave))
        let result = await controller.waitForResult()
        XCTAssertEqual(result, .timedOut)
    }

    func testAnEndThatIsBeingReadIsNoCancelledOne() async throws {
        let camera = ScriptedCamera()
        let (controller, audience) = try await running(camera)
        await eventually("an end") {
            camera.wait(milliseconds: 10_000)
            return audience.scene == .ended
        }
        controller.cancel()
        let result = await controller.waitForResult()
        XCTAssertEqual(result, .timedOut)
    }

    func testAPolicyThatMakesNoSenseIsToldAndNeverTheHostsFault() async throws {
        let camera = ScriptedCamera()
        let controller = SelfieController(SelfieRequest(policy: .preset("none")), camera: camera)
        let audience = Audience(of: controller)
        controller.appear()
        await eventually("open") { camera.isOpen }
        camera.tell(.opened(stillSize: nil))
        await audience.see(.ended)
        controller.tell(.pressed(action: .leave))
        guard case .failed(let reason) = await controller.waitForResult() else { return XCTFail("not refused") }
        XCTAssertTrue(reason.contains("none"), reason)
    }

    func testTheQuestionIsAskedAnsweredAndGoes() async throws {
        let told = try Case.named("hat-off")
        let frame = try told.firstFrame()
        let camera = ScriptedCamera()
        let request = SelfieRequest(policy: .toml(try told.policyText), languages: ["en"])
        let controller = SelfieController(request, camera: camera)
        let audience = Audience(of: controller)
        controller.appear()
        await eventually("open") { camera.isOpen }
        camera.tell(.opened(stillSize: nil))
        await audience.see(.searching)
        await eventually("the question") {
            camera.show(frame)
            return audience.screen?.question != nil
        }
        XCTAssertEqual(audience.screen?.question?.yes, CoveringText.yes.text(in: .english))
        controller.tell(.answered(covered: true))
        await audience.see { $0.question == nil }
        controller.cancel()
    }

    /// Of two turns the later may come first: what is older is not drawn over it, and nothing is lost.
    func testTurnsThatOvertakeEachOther() async throws {
        let camera = ScriptedCamera()
        let (controller, audience) = try await running(camera)
        let screen = try XCTUnwrap(audience.screen)
        controller.cancel()
        func turn(_ serial: UInt64, _ screen: SelfieScreen?, say: String? = nil) -> SelfieTurn {
            SelfieTurn(
                serial: serial, screen: screen, overlay: [], say: say.map { Announcement(text: $0, interrupts: false) },
                feel: nil, commands: [.takeStill], steps: [])
        }
        var order = TurnOrder()
        XCTAssertEqual(order.take(turn(3, nil)).screen, nil)
        XCTAssertEqual(order.take(turn(2, screen)).screen, screen, "the third changed nothing, so this is what is on show")
        XCTAssertEqual(order.take(turn(5, screen)).screen, screen)
        let late = order.take(turn(4, screen, say: "late"))
        XCTAssertNil(late.screen)
        XCTAssertEqual(late.say?.text, "late")
        XCTAssertEqual(late.commands, [.takeStill])
    }

    func testStepsAreToldWithoutAPersonInThem() async throws {
        let steps = Guarded<[SelfieStep]>([])
        var request = try request()
        request.whenStepEnds = { step in steps.withLock { $0.append(step) } }
        let camera = ScriptedCamera()
        let controller = SelfieController(request, camera: camera)
        controller.appear()
        await eventually("open") { camera.isOpen }
        camera.tell(.opened(stillSize: nil))
        try await film(camera) { camera.stillsAskedFor == 1 }
        controller.cancel()
        let scenes = steps.withLock { $0.map(\.scene) }
        XCTAssertEqual(scenes.first, .preparing)
        XCTAssertTrue(scenes.contains(.holding), "\(scenes)")
    }
}
