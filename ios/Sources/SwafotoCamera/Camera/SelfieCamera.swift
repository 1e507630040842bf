import Swafoto

/// A camera that a `SelfieController` drives. `AVSelfieCamera` is the phone's; tests have one that plays films.
public protocol SelfieCamera: AnyObject, Sendable {
    /// Opens the camera and tells `hear` what happens, until `close()`. Returns at once, as all methods do.
    func open(_ hear: @escaping @Sendable (CameraEvent) -> Void)

    /// Takes a still at full resolution, once. Answered by `CameraEvent.still` or `CameraEvent.stillFailed`.
    func takeStill()

    /// Stops. What was asked for before may still be told, or never.
    func close()

    /// The time now, by the clock that frames are dated with.
    var now: FrameTime { get }
}

/// What a camera tells, in the order in which it happens.
public enum CameraEvent: Sendable {
    /// Whether the app may use the camera. Told first, and whenever it is another.
    case permission(CameraPermission)
    /// It runs, for the first time or anew. `stillSize`: upright size of its stills in pixels, where it is known.
    case opened(stillSize: PictureSize?)
    /// A preview frame. One that comes while another is judged is dropped.
    case frame(any Frame, at: FrameTime)
    /// The still that was asked for.
    case still(any Frame, at: FrameTime)
    /// The still that was asked for could not be taken.
    case stillFailed
    /// The screen was turned: frames have another size or rotation from now on.
    case turned
    /// iOS took the camera away, for a while.
    case interrupted(CameraInterruption)
    /// It cannot be used, until it is opened anew.
    case failed(CameraProblem)
}

/// Whether the app may use the camera.
public enum CameraPermission: CaseIterable, Equatable, Sendable {
    /// The person has not been asked yet.
    case notAsked
    case granted
    /// The person said no. Only the settings can change it.
    case denied
    /// The person may not decide: parental controls or a company's profile forbid it.
    case restricted
}

/// Why iOS took the camera away. It gives it back by itself.
public enum CameraInterruption: CaseIterable, Equatable, Sendable {
    /// The app is in the background.
    case inBackground
    /// Another app uses the camera, as in a video call.
    case usedByAnother
    /// The app shares the screen, as in split view; some iPads give the camera to full screens only.
    case sharedScreen
    /// The phone is too hot for its camera.
    case tooHot
    /// iOS does not say, or for a reason that this version does not know.
    case unknown
}

/// Why the camera cannot be used.
public enum CameraProblem: CaseIterable, Equatable, Sendable {
    /// The phone has no front camera.
    case noFrontCamera
    /// It could not be opened, or stopped by itself.
    case failed
}
