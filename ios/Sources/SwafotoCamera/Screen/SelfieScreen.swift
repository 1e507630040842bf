import Swafoto

/// What to show now.
public enum SelfieScreen: Equatable, Sendable {
    /// The networks load, or the camera opens.
    case preparing
    /// The app may not use the camera, or has not asked yet.
    case needsPermission(CameraPermission)
    /// The camera cannot be used.
    case cameraUnusable(CameraProblem)
    /// iOS took the camera away and gives it back by itself.
    case interrupted(CameraInterruption)
    /// Frames come, and the core says what to do.
    case live(Guidance)
    /// It is over.
    case ended(SelfieResult)
}

/// What the core says of a frame, and the size of the picture it says it of.
public struct Guidance: Equatable, Sendable {
    public let update: SessionUpdate
    /// Upright size of the frame in pixels, which the outline is measured in.
    public let frameSize: PictureSize
}

extension SelfieScreen {
    init(_ obstacle: CameraStanding.Obstacle) {
        switch obstacle {
        case .permission(let permission): self = .needsPermission(permission)
        case .problem(let problem): self = .cameraUnusable(problem)
        case .interruption(let interruption): self = .interrupted(interruption)
        }
    }

    /// What it means to go back from here.
    var resultOfLeaving: SelfieResult {
        switch self {
        case .needsPermission(let permission): .permissionMissing(permission)
        case .cameraUnusable(let problem): .cameraUnusable(problem)
        case .ended(let result): result
        case .preparing, .interrupted, .live: .cancelled
        }
    }
}
