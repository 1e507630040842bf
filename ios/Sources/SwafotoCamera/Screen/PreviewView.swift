#if canImport(UIKit) && canImport(AVFoundation)
    import AVFoundation
    import Swafoto
    import UIKit

    /// What the camera sees, the front camera's as in a mirror, and over it the overlay.
    @MainActor
    final class PreviewView: UIView {
        private let overlay: ShapesView
        private let camera: AVSelfieCamera
        private let laidOut: @MainActor (PreviewArea) -> Void

        init(_ camera: AVSelfieCamera, _ theme: SelfieTheme, laidOut: @escaping @MainActor (PreviewArea) -> Void) {
            self.camera = camera
            self.laidOut = laidOut
            overlay = ShapesView(theme)
            super.init(frame: .zero)
            preview.session = camera.session
            preview.videoGravity = .resizeAspectFill
            backgroundColor = .black
            isAccessibilityElement = true
            addSubview(overlay)
        }

        required init?(coder: NSCoder) { nil }

        override class var layerClass: AnyClass { AVCaptureVideoPreviewLayer.self }

        private var preview: AVCaptureVideoPreviewLayer {
            guard let preview = layer as? AVCaptureVideoPreviewLayer else {
                preconditionFailure("UIKit makes a view's layer of its layerClass")
            }
            return preview
        }

        override func layoutSubviews() {
            super.layoutSubviews()
            overlay.frame = bounds
            laidOut(
                PreviewArea(
                    width: Float(bounds.width), height: Float(bounds.height), density: 1, mirrored: camera.position == .front))
        }

        /// Turns the preview with the screen. Nothing happens before there is a camera to preview: it is told again.
        func turn(to held: HeldOrientation) {
            // Not by angles, new in iOS 17: these count from how the sensor is built in, which differs between phones.
            let wanted = AVCaptureVideoOrientation(held)
            guard let connection = preview.connection, connection.isVideoOrientationSupported,
                connection.videoOrientation != wanted
            else { return }
            connection.videoOrientation = wanted
        }

        func show(_ shapes: [ScreenShape]) { overlay.show(shapes) }
    }

    extension AVCaptureVideoOrientation {
        fileprivate init(_ held: HeldOrientation) {
            switch held {
            case .topUp: self = .portrait
            case .topDown: self = .portraitUpsideDown
            case .topLeft: self = .landscapeRight
            case .topRight: self = .landscapeLeft
            }
        }
    }
#endif
