#if canImport(UIKit) && canImport(AVFoundation)
    import AVFoundation
    import UIKit

    /// What the camera sees, the front camera's as in a mirror, and over it the overlay.
    ///
    /// Nothing here is animated: the outline follows the face frame by frame, so there is no motion to reduce.
    @MainActor
    final class PreviewView: UIView {
        private let outline = CAShapeLayer()
        private let progress = CAShapeLayer()
        private let camera: AVSelfieCamera

        init(_ camera: AVSelfieCamera) {
            self.camera = camera
            super.init(frame: .zero)
            preview.session = camera.session
            preview.videoGravity = .resizeAspectFill
            for (layer, width) in [(outline, CGFloat(3)), (progress, CGFloat(8))] {
                layer.fillColor = nil
                layer.strokeColor = UIColor.white.cgColor
                layer.lineWidth = width
                preview.addSublayer(layer)
            }
        }

        required init?(coder: NSCoder) { nil }

        override class var layerClass: AnyClass { AVCaptureVideoPreviewLayer.self }

        private var preview: AVCaptureVideoPreviewLayer {
            guard let preview = layer as? AVCaptureVideoPreviewLayer else {
                preconditionFailure("UIKit makes a view's layer of its layerClass")
            }
            return preview
        }

        /// Turns the preview with the screen.
        func turn(to held: HeldOrientation) {
            guard let connection = preview.connection else { return }
            let angle = FrameOrientation.rotation(camera.position, held: held)
            if #available(iOS 17, *) {
                connection.videoRotationAngle = CGFloat(angle)
            } else {
                connection.videoOrientation = AVCaptureVideoOrientation(held)
            }
        }

        func show(_ screen: SelfieScreen) {
            let picture = OverlayPicture(screen, view: bounds.size, mirrored: camera.position == .front)
            CATransaction.begin()
            CATransaction.setDisableActions(true)
            defer { CATransaction.commit() }
            let path = picture.path
            outline.path = path
            outline.lineDashPattern = picture.mark == .guiding ? [12, 10] : nil
            progress.path = picture.mark == .holding || picture.mark == .verifying ? path : nil
            progress.strokeEnd = picture.mark == .verifying ? 1 : picture.progress
        }
    }

    extension OverlayPicture {
        fileprivate var path: CGPath? {
            guard let first = outline.first else { return nil }
            let path = UIBezierPath()
            path.move(to: first)
            outline.dropFirst().forEach(path.addLine)
            path.close()
            return path.cgPath
        }
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
