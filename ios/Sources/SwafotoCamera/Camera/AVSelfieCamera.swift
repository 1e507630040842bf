#if canImport(AVFoundation)
    import AVFoundation
    import Swafoto

    /// The phone's camera. It is set up, started and stopped on a queue of its own, since each may take a second; frames come on
    /// another, photos and notices on threads of the system's.
    ///
    /// Unchecked, because AVFoundation's classes are not marked: the session is changed on `control` only, and what all threads
    /// need is guarded.
    public final class AVSelfieCamera: NSObject, SelfieCamera, @unchecked Sendable {
        /// What a preview layer shows.
        public let session = AVCaptureSession()
        /// Front or back.
        public let position: CameraPosition

        private let control = DispatchQueue(label: "swafoto.camera", qos: .userInitiated)
        private let delivery = DispatchQueue(label: "swafoto.frames", qos: .userInitiated)
        private let frames = AVCaptureVideoDataOutput()
        private let photos = AVCapturePhotoOutput()
        private let standing = Guarded(Standing())
        private let notices = Notices()

        private struct Standing: @unchecked Sendable {
            var hear: (@Sendable (CameraEvent) -> Void)?
            var device: AVCaptureDevice?
            var held = HeldOrientation.topUp
            /// The photo that was asked for and has not come.
            var awaitedPhoto: Int64?
        }

        public init(position: CameraPosition = .front) { self.position = position }

        /// The host's clock, which also dates what the delegate methods deliver.
        public var now: FrameTime {
            let time = CMTimeConvertScale(
                CMClockGetTime(CMClockGetHostTimeClock()), timescale: 1_000_000_000, method: .default)
            return FrameTime(nanoseconds: time.value)
        }

        public var permission: CameraPermission { CameraPermission(AVCaptureDevice.authorizationStatus(for: .video)) }

        public func askPermission(_ answered: @escaping @Sendable (CameraPermission) -> Void) {
            AVCaptureDevice.requestAccess(for: .video) { _ in answered(self.permission) }
        }

        public func open(_ hear: @escaping @Sendable (CameraEvent) -> Void) {
            // Of a photo that was asked for before, nothing more is heard.
            standing.withLock { ($0.hear, $0.awaitedPhoto) = (hear, nil) }
            control.async { self.start() }
        }

        public func takeStill() { control.async { self.capturePhoto() } }

        public func close() {
            standing.withLock { $0.hear = nil }
            control.async {
                if self.session.isRunning { self.session.stopRunning() }
            }
        }

        /// The screen was turned.
        public func turn(to held: HeldOrientation) {
            let turned = standing.withLock { standing in
                defer { standing.held = held }
                return standing.held != held
            }
            if turned { tell(.turned) }
        }

        private func tell(_ event: ScreenEvent) { hear(.other(event)) }

        private func hear(_ event: CameraEvent) { standing.withLock { $0.hear }?(event) }

        private func start() {
            guard standing.withLock({ $0.hear != nil }) else { return }
            let permission = permission
            guard permission == .granted else { return tell(.permission(permission: permission)) }
            if standing.withLock({ $0.device == nil }) {
                guard let found = AVCaptureDevice.default(.builtInWideAngleCamera, for: .video, position: .init(position))
                else { return tell(.problem(problem: .noFrontCamera)) }
                guard configure(found) else { return tell(.problem(problem: .failed)) }
                standing.withLock { $0.device = found }
                observe()
            }
            session.startRunning()
            // Else it is told when the interruption is over, or the camera tells why it does not run.
            if session.isRunning, !session.isInterrupted { tellOpened() }
        }

        private func configure(_ device: AVCaptureDevice) -> Bool {
            guard let input = try? AVCaptureDeviceInput(device: device) else { return false }
            session.beginConfiguration()
            defer { session.commitConfiguration() }
            // What an attempt that failed left behind cannot be added again.
            session.inputs.forEach(session.removeInput)
            session.outputs.forEach(session.removeOutput)
            session.sessionPreset = .photo
            // The core takes numbers for sRGB's.
            session.automaticallyConfiguresCaptureDeviceForWideColor = false
            guard session.canAddInput(input) else { return false }
            session.addInput(input)
            for output in [frames, photos] {
                guard session.canAddOutput(output) else { return false }
                session.addOutput(output)
            }
            guard frames.availableVideoPixelFormatTypes.contains(Self.format),
                photos.availablePhotoPixelFormatTypes.contains(Self.format)
            else { return false }
            frames.videoSettings = [kCVPixelBufferPixelFormatTypeKey as String: Self.format]
            frames.alwaysDiscardsLateVideoFrames = true
            frames.setSampleBufferDelegate(self, queue: delivery)
            [frames, photos].compactMap { $0.connection(with: .video) }.forEach(layOut)
            if #available(iOS 16, *), session.isMultitaskingCameraAccessSupported {
                session.isMultitaskingCameraAccessEnabled = true
            }
            return true
        }

        private func layOut(_ connection: AVCaptureConnection) {
            // The core unmirrors and turns as it reads; done here it would cost a copy of every frame. AVFoundation raises an
            // exception where it cannot mirror.
            if connection.isVideoMirroringSupported {
                connection.automaticallyAdjustsVideoMirroring = false
                connection.isVideoMirrored = false
            }
            // The layout that `FrameOrientation` takes for granted, and sensors that lie on their side have anyway. The front
            // sensors of newer iPhones stand upright: AVFoundation turns their frames, and says of photos how to turn them.
            if connection.isVideoOrientationSupported {
                connection.videoOrientation = position == .front ? .landscapeLeft : .landscapeRight
            }
        }

        private static let format = kCVPixelFormatType_420YpCbCr8BiPlanarFullRange

        private func tellOpened() {
            let (device, held) = standing.withLock { ($0.device, $0.held) }
            guard let device else { return }
            let dimensions = CMVideoFormatDescriptionGetDimensions(device.activeFormat.formatDescription)
            let sides = [UInt32(dimensions.width), UInt32(dimensions.height)].sorted()
            // Of a picture that lies on its side, whichever way the sensor stands.
            let upright = FrameOrientation.rotation(position, held: held) % 180 == 0
            tell(.opened(stillSize: PictureSize(width: sides[upright ? 1 : 0], height: sides[upright ? 0 : 1])))
        }

        private func capturePhoto() {
            // AVFoundation raises an exception where the connection is not active.
            guard session.isRunning, photos.connection(with: .video)?.isActive == true else { return tell(.stillFailed) }
            let settings = AVCapturePhotoSettings(format: [kCVPixelBufferPixelFormatTypeKey as String: Self.format])
            settings.flashMode = .off
            // One that was asked for before and never came is given up.
            standing.withLock { $0.awaitedPhoto = settings.uniqueID }
            photos.capturePhoto(with: settings, delegate: self)
        }

        /// Whether the photo is the one that is waited for. It is no more.
        private func claim(_ photo: AVCaptureResolvedPhotoSettings) -> Bool {
            standing.withLock { standing in
                guard standing.awaitedPhoto == photo.uniqueID else { return false }
                standing.awaitedPhoto = nil
                return true
            }
        }

        /// How the next buffer is taken. `stored`: how its pixels lie in the layout that was asked for.
        private func facts(stored: StoredOrientation = .upright) -> FrameFacts {
            let (device, held) = standing.withLock { ($0.device, $0.held) }
            let exposure = device.flatMap {
                ExposureFacts(
                    iso: Double($0.iso), exposureTime: CMTimeGetSeconds($0.exposureDuration),
                    aperture: Double($0.lensAperture))
            }
            return FrameFacts(
                rotation: FrameOrientation.rotation(position, held: held, stored: stored), mirrored: stored.mirrored,
                exposure: exposure)
        }

        private func observe() {
            notices.on(AVCaptureSession.wasInterruptedNotification, of: session) { [weak self] notice in
                let reason = notice.userInfo?[AVCaptureSessionInterruptionReasonKey] as? Int
                let known = reason.flatMap(AVCaptureSession.InterruptionReason.init(rawValue:))
                self?.tell(.interrupted(interruption: CameraInterruption(known)))
            }
            notices.on(AVCaptureSession.interruptionEndedNotification, of: session) { [weak self] _ in self?.tellOpened() }
            notices.on(AVCaptureSession.runtimeErrorNotification, of: session) { [weak self] notice in
                let error = notice.userInfo?[AVCaptureSessionErrorKey] as? NSError
                guard error?.code == AVError.Code.mediaServicesWereReset.rawValue else {
                    self?.tell(.problem(problem: .failed))
                    return
                }
                // The system's camera service began anew: so do we.
                self?.control.async { [weak self] in self?.start() }
            }
        }
    }

    extension AVSelfieCamera: AVCaptureVideoDataOutputSampleBufferDelegate {
        public func captureOutput(
            _ output: AVCaptureOutput, didOutput sampleBuffer: CMSampleBuffer, from connection: AVCaptureConnection
        ) {
            guard let buffer = CMSampleBufferGetImageBuffer(sampleBuffer),
                let frame = PixelBufferFrame(buffer, facts: facts())
            else { return tell(.frameRefused) }
            hear(.frame(frame, at: now))
        }
    }

    extension AVSelfieCamera: AVCapturePhotoCaptureDelegate {
        public func photoOutput(
            _ output: AVCapturePhotoOutput, didFinishProcessingPhoto photo: AVCapturePhoto, error: (any Error)?
        ) {
            let stored = StoredOrientation(metadata: photo.metadata)
            guard error == nil, let buffer = photo.pixelBuffer,
                let still = PixelBufferFrame(buffer, facts: facts(stored: stored)), claim(photo.resolvedSettings)
            else { return }
            hear(.still(still, at: now))
        }

        /// The last that is heard of a photo, whether there is one or not.
        public func photoOutput(
            _ output: AVCapturePhotoOutput, didFinishCaptureFor resolvedSettings: AVCaptureResolvedPhotoSettings,
            error: (any Error)?
        ) {
            if claim(resolvedSettings) { tell(.stillFailed) }
        }
    }
#endif
