import Foundation
import Swafoto

/// Drives one session: brings a camera's frames to the core, takes the still it asks for, and hands over what comes of it.
///
/// It outlives the screen: `attach` and `detach` follow the screen's lifecycle, `cancel` ends it. Nothing here makes the
/// main thread wait.
public actor SelfieController {
    private let request: SelfieRequest
    private nonisolated let broadcast = Broadcast<SelfieScreen>()
    private nonisolated let inbox = CameraInbox()

    private var camera: (any SelfieCamera)?
    private var session: SelfieSession?
    private var standing = CameraStanding()
    /// What is shown now.
    private(set) var screen = SelfieScreen.preparing
    private var awaitsStill = false
    /// The session has ended, and its photo is being handed over, which may take as long as a fingerprint.
    private var handsOver = false
    private var result: SelfieResult?
    private var reading: Task<Void, Never>?
    private var ticking: Task<Void, Never>?
    private var lastCall: FrameTime?

    public init(_ request: SelfieRequest) {
        self.request = request
        broadcast.send(.preparing)
    }

    deinit {
        reading?.cancel()
        ticking?.cancel()
        camera?.close()
        session?.close()
    }

    /// What to show now; each access is a stream of its own. Ends after `SelfieScreen.ended`.
    public nonisolated var screens: AsyncStream<SelfieScreen> { broadcast.stream }

    /// Waits for the end. Cancelling the task that waits ends the session, with `SelfieResult.cancelled`.
    public nonisolated func waitForResult() async -> SelfieResult {
        await withTaskCancellationHandler {
            for await screen in screens {
                if case .ended(let result) = screen { return result }
            }
            // Only a cancelled task is told no end.
            return .cancelled
        } onCancel: {
            Task { await cancel() }
        }
    }

    /// Opens `camera` and lets it feed the session, until `detach()`.
    public func attach(_ camera: any SelfieCamera) {
        guard result == nil else { return }
        self.camera?.close()
        self.camera = camera
        startReading()
        camera.open { [inbox] in inbox.put($0) }
    }

    /// Closes the camera, as when the screen is left for a while. The session goes on with the next `attach`.
    public func detach() async {
        camera?.close()
        camera = nil
        await interrupt()
        show(.preparing)
    }

    /// How many frames a second are judged from now on.
    public nonisolated func keep(to pace: FramePace) { inbox.keep(to: pace) }

    /// The person says whether they cover their head for faith or health: their answer while `SessionUpdate.askCovering` is
    /// true, or unasked. What an app knows before, it puts into `SelfieRequest.declaredCovering`.
    public func declareCovering(_ covered: Bool) async {
        await call(at: nil, showing: nil) { session throws(SwafotoError) in
            try await session.declareCovering(covered)
        }
    }

    /// The person or the app goes back. The result says what stood in the way, if anything did. It is there at once, even
    /// while a still is judged, whose photo is then wiped.
    public func cancel() { end(screen.resultOfLeaving) }

    private func startReading() {
        guard reading == nil else { return }
        reading = Task(priority: .userInitiated) { [weak self, inbox] in
            for await event in inbox.events {
                await self?.take(event)
                inbox.done(with: event)
            }
        }
        ticking = Task { [weak self] in
            while !Task.isCancelled {
                try? await Task.sleep(nanoseconds: Self.tickInterval)
                await self?.tick()
            }
        }
    }

    private func take(_ event: CameraEvent) async {
        guard result == nil else { return }
        standing.hear(event)
        switch event {
        case .opened(let stillSize): await begin(stillSize: stillSize)
        case .frame(let frame, let time):
            // One that was on its way when the camera was taken away.
            guard standing.obstacle == nil else { return }
            await call(at: time, showing: frame.uprightSize) { session throws(SwafotoError) in
                try await session.preview(frame, at: time)
            }
        case .still(let frame, let time):
            awaitsStill = false
            await call(at: time, showing: frame.uprightSize) { session throws(SwafotoError) in
                try await session.still(frame, at: time)
            }
        case .stillFailed: await loseStill()
        case .turned, .interrupted, .failed: await interrupt()
        case .permission: break
        }
        if let obstacle = standing.obstacle {
            show(SelfieScreen(obstacle))
        } else if case .live = screen {
            return
        } else {
            show(.preparing)
        }
    }

    private func begin(stillSize: PictureSize?) async {
        guard session == nil else { return await interrupt() }
        do throws(SwafotoError) {
            let policy = try request.policy.policy()
            let engine = try await Engine.shared()
            // Loading takes a while, in which somebody may have gone back.
            guard result == nil else { return }
            session = try SelfieSession(
                engine: engine, policy: policy, request: request.sessionRequest(stillSize: stillSize))
            lastCall = camera?.now
        } catch {
            end(.failed(error))
        }
    }

    /// What was seen before counts no longer: the camera stopped or was turned.
    private func interrupt() async {
        await loseStill()
        try? await session?.cameraChanged()
    }

    private func loseStill() async {
        guard awaitsStill else { return }
        awaitsStill = false
        guard let time = camera?.now ?? lastCall else { return }
        await call(at: time, showing: nil) { session throws(SwafotoError) in try await session.stillFailed(at: time) }
    }

    /// The core's limits hold also where a camera delivers nothing: it has to hear that time passes.
    private func tick() async {
        guard result == nil, standing.obstacle == nil, let now = camera?.now, let lastCall,
            now.nanoseconds - lastCall.nanoseconds >= Int64(Self.tickInterval)
        else { return }
        await call(at: now, showing: nil) { session throws(SwafotoError) in try await session.tick(at: now) }
    }

    private static let tickInterval: UInt64 = 250_000_000

    /// Calls the session and carries out what it says. `time`: that of a call by which the core hears that time passes.
    private func call(
        at time: FrameTime?, showing size: PictureSize?,
        _ say: (SelfieSession) async throws(SwafotoError) -> SessionUpdate
    ) async {
        guard let session, result == nil, !handsOver else { return }
        do throws(SwafotoError) {
            let update = try await say(session)
            if let time { lastCall = max(lastCall ?? time, time) }
            await carryOut(update, of: session, size: size)
        } catch {
            switch error {
            case .invalidFrame(field: "size", _):
                // The camera changed its frames without a word.
                try? await session.cameraChanged()
            case .invalidFrame, .busy, .unexpectedStill, .photo, .taskCancelled, .released:
                // The session stays as it was or guides on: the next frame comes.
                break
            case .invalidPolicy, .invalidRequest, .invalidModel, .inference, .receipt, .callback, .internalDefect:
                end(.failed(error))
            }
        }
    }

    private func carryOut(_ update: SessionUpdate, of session: SelfieSession, size: PictureSize?) async {
        guard result == nil, !handsOver else { return }
        if let size = size ?? frameSize { show(.live(Guidance(update: update, frameSize: size))) }
        if update.capture {
            awaitsStill = true
            if let camera { camera.takeStill() } else { await loseStill() }
        }
        if let ending = update.ending {
            handsOver = true
            end(await SelfieResult(ending, reasons: update.reasons, of: session, signer: request.signer))
        }
    }

    private var frameSize: PictureSize? {
        if case .live(let guidance) = screen { guidance.frameSize } else { nil }
    }

    private func show(_ next: SelfieScreen) {
        guard result == nil, next != screen else { return }
        screen = next
        broadcast.send(next)
    }

    /// The first end holds.
    private func end(_ result: SelfieResult) {
        guard self.result == nil else { return }
        show(.ended(result))
        self.result = result
        broadcast.finish()
        inbox.close()
        ticking?.cancel()
        camera?.close()
        camera = nil
        session?.close()
        session = nil
    }
}
