#if canImport(AVFoundation)
    import AVFoundation
    import ImageIO
    import Swafoto

    // What AVFoundation says, in the core's terms.

    extension CameraPermission {
        init(_ status: AVAuthorizationStatus) {
            switch status {
            case .authorized: self = .granted
            // iOS asks once.
            case .denied: self = .refusedForGood
            case .notDetermined: self = .notAsked
            case .restricted: self = .restricted
            @unknown default: self = .restricted
            }
        }
    }

    extension CameraInterruption {
        init(_ reason: AVCaptureSession.InterruptionReason?) {
            switch reason {
            case .videoDeviceNotAvailableInBackground: self = .inBackground
            case .videoDeviceInUseByAnotherClient, .audioDeviceInUseByAnotherClient: self = .usedByAnother
            case .videoDeviceNotAvailableWithMultipleForegroundApps: self = .sharedScreen
            case .videoDeviceNotAvailableDueToSystemPressure: self = .tooHot
            default: self = .unknown
            }
        }
    }

    extension AVCaptureDevice.Position {
        init(_ position: CameraPosition) {
            switch position {
            case .front: self = .front
            case .back: self = .back
            }
        }
    }

    extension StoredOrientation {
        /// Of a photo, by its metadata.
        init(metadata: [String: Any]) {
            self.init(exif: (metadata[kCGImagePropertyOrientation as String] as? NSNumber)?.uint32Value)
        }
    }
#endif
