#if canImport(AVFoundation)
    import AVFoundation

    // AVFoundation's words in ours.

    extension CameraPermission {
        init(_ status: AVAuthorizationStatus) {
            switch status {
            case .authorized: self = .granted
            case .denied: self = .denied
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
#endif
