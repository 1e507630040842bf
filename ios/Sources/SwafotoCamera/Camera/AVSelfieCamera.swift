#if canImport(AVFoundation)
    import AVFoundation
    import Swafoto

    /// The phone's camera. All of it happens on a queue of its own; what it tells comes from there.
    ///
    /// Unchecked, because AVFoundation's classes are not marked: everything that changes is used on `queue` only.
    public final class AVSelfieCamera: NSObject, SelfieCamera, @unchecked Sendable {
        /// What a preview layer shows.
        public let session = AVCaptureSession()
        /// Front or back.
        public let position: CameraPosition

        private let queue = DispatchQueue(label: "swafoto.camera", qos: .userInitiated)
        private let frames = AVCaptureVideoDataOutput()
        private let photos = AVCapturePhotoOutput()
        private var device: AVCaptureDevice?
        private var held = HeldOrientation.topUp
        private var hear: (@Sendable (CameraEvent) -> Void)?
        private var observers: [any NSObjectProtocol] = []
        /// The photo that was asked for and has not come.
        private var awaitedPhoto: Int64?

        public init(position: CameraPosition = .front) { self.position = position }

        deinit { observers.forEach(NotificationCenter.default.removeObserver) }

        /// The host's clock, which also dates what the delegate methods deliver.
        public var now: FrameTime {
            let time = CMTimeConvertScale(
                CMClockGetTime(CMClockGetHostTimeClock()), timescale: 1_000_000_000, method: .default)
            return FrameTime(nanoseconds: time.value)
        }

        public func open(_ hear: @escaping @Sendable (CameraEvent) -> Void) {
            queue.async {
                self.hear = hear
                self.start()
            }
        }

        public func takeStill() { queue.async { self.capturePhoto() } }

        public func close() {
            queue.async {
                self.hear = nil
                if self.session.isRunning { self.session.stopRunning() }
            }
        }

        /// Asks the person, by iOS's own question, and opens the camera where they agree.
        public func askForPermission() {
            AVCaptureDevice.requestAccess(for: .video) { _ in self.queue.async { self.start() } }
        }

        /// The screen was turned.
        public func turn(to held: HeldOrientation) {
            queue.async {
                guard self.held != held else { return }
                self.held = held
                self.hear?(.turned)
            }
        }

        private func start() {
            guard let hear else { return }
            let permission = CameraPermission(AVCaptureDevice.authorizationStatus(for: .video))
            hear(.permission(permission))
            guard permission == .granted else { return }
            if device == nil {
                guard let found = AVCaptureDevice.default(.builtInWideAngleCamera, for: .video, position: .init(position))
                else { return hear(.failed(.noFrontCamera)) }
                guard configure(found) else { return hear(.failed(.failed)) }
                device = found
                observe()
            }
            // Of a photo that a camera service owed which is gone, nothing more is heard.
            awaitedPhoto = nil
            session.startRunning()
            tellOpened()
        }

        private func configure(_ device: AVCaptureDevice) -> Bool {
            guard let input = try? AVCaptureDeviceInput(device: device) else { return false }
            session.beginConfiguration()
            defer { session.commitConfiguration() }
            session.sessionPreset = .photo
            // The core takes numbers for sRGB's.
            session.automaticallyConfiguresCaptureDeviceForWideColor = false
            guard session.canAddInput(input), session.canAddOutput(frames), session.canAddOutput(photos) else {
                return false
            }
            session.addInput(input)
            session.addOutput(frames)
            session.addOutput(photos)
            guard frames.availableVideoPixelFormatTypes.contains(Self.format),
                photos.availablePhotoPixelFormatTypes.contains(Self.format)
            else { return false }
            frames.videoSettings = [kCVPixelBufferPixelFormatTypeKey as String: Self.format]
            frames.alwaysDiscardsLateVideoFrames = true
            frames.setSampleBufferDelegate(self, queue: queue)
            // The core unmirrors and turns as it reads; done here it would cost a copy of every frame.
            for connection in [frames.connection(with: .video), photos.connection(with: .video)] {
                connection?.automaticallyAdjustsVideoMirroring = false
                connection?.isVideoMirrored = false
            }
            // The layout that `FrameOrientation` takes for granted, and sensors that lie on their side have anyway. The front
            // sensors of newer iPhones stand upright; AVFoundation turns their frames, and photos by itself.
            if let connection = frames.connection(with: .video), connection.isVideoOrientationSupported {
                connection.videoOrientation = position == .front ? .landscapeLeft : .landscapeRight
            }
            if #available(iOS 16, *), session.isMultitaskingCameraAccessSupported {
                session.isMultitaskingCameraAccessEnabled = true
            }
            return true
        }

        private static let format = kCVPixelFormatType_420YpCbCr8BiPlanarFullRange

        private func tellOpened() {
            guard let device else { return }
            let dimensions = CMVideoFormatDescriptionGetDimensions(device.activeFormat.formatDescription)
            let (long, short) = (UInt32(dimensions.width), UInt32(dimensions.height))
            let stored = facts.rotation % 180 == 0
            hear?(.opened(stillSize: PictureSize(width: stored ? long : short, height: stored ? short : long)))
        }

        private func capturePhoto() {
            // AVFoundation raises an exception where the connection is not active.
            guard session.isRunning, photos.connection(with: .video)?.isActive == true, awaitedPhoto == nil else {
                hear?(.stillFailed)
                return
            }
            let settings = AVCapturePhotoSettings(format: [kCVPixelBufferPixelFormatTypeKey as String: Self.format])
            settings.flashMode = .off
            awaitedPhoto = settings.uniqueID
            photos.capturePhoto(with: settings, delegate: self)
        }

        /// How the next buffer is taken: nobody turned or mirrored it.
        private var facts: FrameFacts {
            let exposure = device.flatMap {
                ExposureFacts(
                    iso: Double($0.iso), exposureTime: CMTimeGetSeconds($0.exposureDuration),
                    aperture: Double($0.lensAperture))
            }
            return FrameFacts(
                rotation: FrameOrientation.rotation(position, held: held), mirrored: false, exposure: exposure)
        }

        private func observe() {
            func on(_ name: Notification.Name, _ act: @escaping @Sendable (AVSelfieCamera, Int?, Int?) -> Void) {
                let observer = NotificationCenter.default.addObserver(forName: name, object: session, queue: nil) {
                    [weak self] notice in
                    let reason = notice.userInfo?[AVCaptureSessionInterruptionReasonKey] as? Int
                    let error = (notice.userInfo?[AVCaptureSessionErrorKey] as? NSError)?.code
                    guard let self else { return }
                    queue.async { act(self, reason, error) }
                }
                observers.append(observer)
            }
            on(AVCaptureSession.wasInterruptedNotification) { camera, reason, _ in
                let reason = reason.flatMap(AVCaptureSession.InterruptionReason.init(rawValue:))
                camera.hear?(.interrupted(CameraInterruption(reason)))
            }
            on(AVCaptureSession.interruptionEndedNotification) { camera, _, _ in camera.tellOpened() }
            on(AVCaptureSession.runtimeErrorNotification) { camera, _, error in
                if error == AVError.Code.mediaServicesWereReset.rawValue {
                    // The system's camera service began anew: so do we.
                    camera.start()
                } else {
                    camera.hear?(.failed(.failed))
                }
            }
        }
    }

    extension AVSelfieCamera: AVCaptureVideoDataOutputSampleBufferDelegate {
        public func captureOutput(
            _ output: AVCaptureOutput, didOutput sampleBuffer: CMSampleBuffer, from connection: AVCaptureConnection
        ) {
            guard let buffer = CMSampleBufferGetImageBuffer(sampleBuffer),
                let frame = PixelBufferFrame(buffer, facts: facts)
            else { return }
            hear?(.frame(frame, at: now))
        }
    }

    extension AVSelfieCamera: AVCapturePhotoCaptureDelegate {
        public func photoOutput(
            _ output: AVCapturePhotoOutput, didFinishProcessingPhoto photo: AVCapturePhoto, error: (any Error)?
        ) {
            guard error == nil, let buffer = photo.pixelBuffer else { return }
            // Which thread this comes on is not said.
            let (still, id) = (PixelBufferStill(buffer), photo.resolvedSettings.uniqueID)
            queue.async {
                guard self.awaitedPhoto == id, let frame = PixelBufferFrame(still.buffer, facts: self.facts) else { return }
                self.awaitedPhoto = nil
                self.hear?(.still(frame, at: self.now))
            }
        }

        /// The last that is heard of a photo, whether there is one or not.
        public func photoOutput(
            _ output: AVCapturePhotoOutput, didFinishCaptureFor resolvedSettings: AVCaptureResolvedPhotoSettings,
            error: (any Error)?
        ) {
            let id = resolvedSettings.uniqueID
            queue.async {
                guard self.awaitedPhoto == id else { return }
                self.awaitedPhoto = nil
                self.hear?(.stillFailed)
            }
        }
    }

    /// Takes a buffer that nobody else holds to another queue.
    private struct PixelBufferStill: @unchecked Sendable {
        let buffer: CVPixelBuffer

        init(_ buffer: CVPixelBuffer) { self.buffer = buffer }
    }
#endif
