import Dispatch
import Swafoto

/// Tells one flow what happens, in its order, and carries out what follows.
///
/// Everything is told on one worker, which is not of Swift's pool: judging a still takes a while. Preview frames alone are
/// judged on the thread that brings them. Nothing here makes the main thread wait.
public final class SelfieController: Sendable {
    private let flow: SelfieFlow
    private let camera: any SelfieCamera
    private let request: SelfieRequest
    private let worker: DispatchQueue
    private let ticks: Ticks
    private let stage = Guarded(Stage())
    private let end = End()

    /// What is on show, and who draws it.
    private struct Stage {
        var order = TurnOrder()
        var draw: @Sendable (SelfieTurn) -> Void = { _ in }
    }

    public convenience init(_ request: SelfieRequest, camera: any SelfieCamera) {
        self.init(request, camera: camera, worker: DispatchQueue(label: "swafoto.flow", qos: .userInitiated))
    }

    init(_ request: SelfieRequest, camera: any SelfieCamera, worker: DispatchQueue) {
        self.request = request
        self.camera = camera
        self.worker = worker
        flow = SelfieFlow(request: request.flow, engine: nil)
        ticks = Ticks(on: worker)
    }

    deinit { camera.close() }

    /// Has each turn told to `draw`, on the worker, in the order in which they are to be drawn. Of its commands, only
    /// `openSettings` is left to who draws.
    public func watch(_ draw: @escaping @Sendable (SelfieTurn) -> Void) { stage.withLock { $0.draw = draw } }

    /// The screen came on show: the camera may be opened.
    public func appear() {
        tell(.permission(permission: camera.permission))
        tell(.shown)
        ticks.start { [weak self] in self?.hear(.tick) }
    }

    /// The screen is not on show any more. The flow goes on when it appears again.
    public func disappear() {
        ticks.stop()
        tell(.hidden)
    }

    /// Something happened: a button, an answer, a layout, another language. Returns at once.
    public func tell(_ event: ScreenEvent) { worker.async { self.hear(event) } }

    /// The app ends it. The result is there at once, also while a still is judged, whose photo is then wiped.
    public func cancel() {
        end.come(SelfieResult(flow.outcomeOfLeaving(), signer: nil))
        tell(.cancelled)
    }

    /// Waits for the end. Cancelling the task that waits is `cancel()`.
    public func waitForResult() async -> SelfieResult {
        await withTaskCancellationHandler {
            await withCheckedContinuation { waiting in end.hear { waiting.resume(returning: $0) } }
        } onCancel: {
            cancel()
        }
    }

    /// On the worker.
    private func hear(_ event: ScreenEvent) { carryOut(flow.tell(event: event, atNs: camera.now.nanoseconds)) }

    /// On one of the camera's threads.
    private func hear(_ event: CameraEvent) {
        switch event {
        case .frame(let frame, let time):
            guard let turn = flow.preview(frame, at: time) else { return }
            worker.async { self.carryOut(turn) }
        case .still(let frame, let time):
            tell(.stillTaken)
            worker.async { self.carryOut(self.flow.still(frame, at: time)) }
        case .other(let event): tell(event)
        }
    }

    private func carryOut(_ turn: SelfieTurn) {
        let (drawn, draw) = stage.withLock { ($0.order.take(turn), $0.draw) }
        draw(drawn)
        turn.steps.forEach(request.whenStepEnds)
        turn.commands.forEach(carryOut)
    }

    private func carryOut(_ command: ScreenCommand) {
        switch command {
        case .openCamera: camera.open { [weak self] event in self?.hear(event) }
        case .takeStill: camera.takeStill()
        case .closeCamera: camera.close()
        case .askPermission: camera.askPermission { [weak self] in self?.tell(.permission(permission: $0)) }
        case .openSettings: break
        case .finish: finish()
        }
    }

    /// Signs here, on the worker: a key may ask for a face or a finger first.
    private func finish() {
        ticks.stop()
        // Whoever went back meanwhile leaves no photo behind: the core wipes what nobody takes.
        guard let outcome = flow.takeOutcome(), !end.hasCome else { return }
        end.come(SelfieResult(outcome, signer: request.signer))
    }
}
