import SwafotoBindings

/// One person's attempt to take one photo: frames go in with their times, each call returns what to show and do.
///
/// Work is done off the main thread. While a preview frame is being judged or waits for its turn, another is refused at
/// once by `SwafotoError.busy`, so frames never queue up; all other calls wait for the frame at work.
public actor SelfieSession {
    private nonisolated let core: SwafotoBindings.SelfieSession
    private nonisolated let broadcast = Broadcast<SessionUpdate>()
    private nonisolated let previewAtWork = Guarded(false)
    private nonisolated let isClosed = Guarded(false)

    /// A session that has seen nothing yet.
    ///
    /// - Throws: `SwafotoError.invalidPolicy` for a policy that says nothing about sessions or about the photo,
    ///   `.invalidRequest` for a limit in which nobody can pass, or stills that no camera takes.
    public init(
        engine: Engine, policy: Policy, request: SessionRequest = SessionRequest()
    ) throws(SwafotoError) {
        core = try SwafotoError.typed {
            try SwafotoBindings.SelfieSession(engine: engine.core, policy: policy.core, request: request, listener: nil)
        }
    }

    /// What the session says, for whoever shows it; each access is a stream of its own that begins with the latest. A
    /// reader that falls behind skips to the newest, so act on `SessionUpdate.capture` where a call returns it, not here.
    /// Ends after the update that has an ending, and with `close()`.
    public nonisolated var updates: AsyncStream<SessionUpdate> { broadcast.stream }

    /// Looks at a preview frame.
    ///
    /// - Throws: `SwafotoError.busy`; `SwafotoError.invalidFrame` where bytes and format contradict each other, time goes
    ///   backwards or the frame has another size than those before it; `SwafotoError.inference`,
    ///   `SwafotoError.released`, `SwafotoError.taskCancelled`. The session stays as it was.
    @discardableResult
    public nonisolated func preview(
        _ frame: some Frame, at time: FrameTime
    ) async throws(SwafotoError) -> SessionUpdate {
        guard previewAtWork.claim() else { throw .busy }
        defer { previewAtWork.clear() }
        return try await judgePreview(frame, at: time)
    }

    /// Judges the still that was asked for by `SessionUpdate.capture`, on every rule and at full resolution.
    ///
    /// - Throws: As `preview`; `SwafotoError.unexpectedStill` where none was asked for or it does not show what the
    ///   preview did, `SwafotoError.photo` where no photo can be made of it. The session then guides on.
    @discardableResult
    public func still(_ frame: some Frame, at time: FrameTime) throws(SwafotoError) -> SessionUpdate {
        try judge(frame) { pixels throws in
            switch pixels {
            case .yuv420(let y, let u, let v, let format):
                try core.stillYuv420(
                    y: y, u: u, v: v, format: format, facts: frame.facts, atNs: time.nanoseconds)
            case .packed(let bytes, let format):
                try core.stillPacked(pixels: bytes, format: format, facts: frame.facts, atNs: time.nanoseconds)
            }
        }
    }

    /// The camera could not take the still: the session guides on, or ends where it was the last one.
    ///
    /// - Throws: `SwafotoError.invalidFrame` for a time below zero, `SwafotoError.released`.
    @discardableResult
    public func stillFailed(at time: FrameTime) throws(SwafotoError) -> SessionUpdate {
        try call { try core.stillFailed(atNs: time.nanoseconds) }
    }

    /// Time has passed without a frame: the camera is busy, or the app was in the background.
    ///
    /// - Throws: `SwafotoError.invalidFrame` where time goes backwards, `SwafotoError.released`.
    @discardableResult
    public func tick(at time: FrameTime) throws(SwafotoError) -> SessionUpdate {
        try call { try core.tick(atNs: time.nanoseconds) }
    }

    /// The person says whether they cover their head for faith or health: their answer to `SessionUpdate.askCovering`, or
    /// unasked. It counts from the next frame on, and the receipt says that the person declared it.
    ///
    /// - Throws: `SwafotoError.released`.
    @discardableResult
    public func declareCovering(_ covered: Bool) throws(SwafotoError) -> SessionUpdate {
        try call { try core.declareCovering(covered: covered) }
    }

    /// Ends the session at the person's or the app's wish. A session that has ended stays as it ended.
    ///
    /// - Throws: `SwafotoError.released`.
    @discardableResult
    public func cancel() throws(SwafotoError) -> SessionUpdate {
        try call { try core.cancel() }
    }

    /// The camera was opened anew or turned: the next frame may have another size.
    ///
    /// - Throws: `SwafotoError.released`.
    public func cameraChanged() throws(SwafotoError) {
        try SwafotoError.typed { try core.cameraChanged() }
    }

    /// The latest verdict with every check: of the last preview frame, smoothed, or of the still.
    ///
    /// - Throws: `SwafotoError.released`.
    public func verdict() throws(SwafotoError) -> Verdict? {
        try SwafotoError.typed { try core.verdict() }
    }

    /// Where the session stands.
    ///
    /// - Throws: `SwafotoError.released`.
    public func state() throws(SwafotoError) -> SessionState {
        try SwafotoError.typed { try core.state() }
    }

    /// Takes the photo out of a session that has ended with one. The second call finds nothing.
    ///
    /// - Throws: `SwafotoError.released`.
    public func takeCapture() throws(SwafotoError) -> Capture? {
        try SwafotoError.typed { try core.takeCapture().map(Capture.init) }
    }

    /// Lets go of all the session holds, wiping the photo where it was not taken out. Returns at once: a frame or still
    /// at work is judged to its end, unheard, and whoever waits for it gets `SwafotoError.released`. A session that
    /// nobody holds any more does the same by itself.
    public nonisolated func close() {
        guard isClosed.claim() else { return }
        broadcast.finish()
        Task { await release() }
    }

    private func release() { core.release() }

    private func judgePreview(_ frame: some Frame, at time: FrameTime) throws(SwafotoError) -> SessionUpdate {
        try judge(frame) { pixels throws in
            switch pixels {
            case .yuv420(let y, let u, let v, let format):
                try core.previewYuv420(
                    y: y, u: u, v: v, format: format, facts: frame.facts, atNs: time.nanoseconds)
            case .packed(let bytes, let format):
                try core.previewPacked(pixels: bytes, format: format, facts: frame.facts, atNs: time.nanoseconds)
            }
        }
    }

    private func judge(
        _ frame: some Frame, by look: (FramePixels) throws -> SessionUpdate
    ) throws(SwafotoError) -> SessionUpdate {
        guard !Task.isCancelled else { throw .taskCancelled }
        return try call { try frame.withPixels(look) }
    }

    /// Calls the core, and tells whoever listens; but nobody after `close()`.
    private func call(_ say: () throws -> SessionUpdate) throws(SwafotoError) -> SessionUpdate {
        guard !isClosed.isSet else { throw .released }
        let update = try SwafotoError.typed(say)
        guard !isClosed.isSet else { throw .released }
        broadcast.send(update)
        if update.ending != nil { broadcast.finish() }
        return update
    }
}
