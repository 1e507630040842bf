/// What is known of the camera, from all it told: what stands in the way, the weightiest first.
struct CameraStanding: Equatable, Sendable {
    /// What keeps frames from coming.
    enum Obstacle: Equatable, Sendable {
        case permission(CameraPermission)
        case problem(CameraProblem)
        case interruption(CameraInterruption)
    }

    private var permission: CameraPermission?
    private var problem: CameraProblem?
    private var interruption: CameraInterruption?

    /// Nothing where frames come or are about to.
    var obstacle: Obstacle? {
        if let permission, permission != .granted { return .permission(permission) }
        if let problem { return .problem(problem) }
        return interruption.map(Obstacle.interruption)
    }

    /// Takes note of an event. Frames and stills say nothing about the camera that opening it did not.
    mutating func hear(_ event: CameraEvent) {
        switch event {
        case .permission(let told): permission = told
        case .opened: (problem, interruption) = (nil, nil)
        case .interrupted(let told): interruption = told
        case .failed(let told): problem = told
        case .frame, .still, .stillFailed, .turned: break
        }
    }
}
