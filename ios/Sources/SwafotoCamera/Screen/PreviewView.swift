#if canImport(UIKit) && canImport(AVFoundation)
    import AVFoundation
    import UIKit

    /// What the camera sees, the front camera's as in a mirror, and over it the overlay.
    ///
    /// Nothing here is animated: the outline follows the face frame by frame, so there is no motion to reduce.
    @MainActor
    final class PreviewView: UIView {
        private let surround = CAShapeLayer()
        private let outline = CAShapeLayer()
        private let progress = CAShapeLayer()
        private let camera: AVSelfieCamera

        init(_ camera: AVSelfieCamera) {
            self.camera = camera
            super.init(frame: .zero)
            preview.session = camera.session
            preview.videoGravity = .resizeAspectFill
            surround.fillColor = UIColor.white.withAlphaComponent(0.84).cgColor
            surround.fillRule = .evenOdd
            preview.addSublayer(surround)
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

        /// Turns the preview with the screen. Nothing happens before there is a camera to preview: it is told again.
        func turn(to held: HeldOrientation) {
            // Not by angles, new in iOS 17: these count from how the sensor is built in, which differs between phones.
            let wanted = AVCaptureVideoOrientation(held)
            guard let connection = preview.connection, connection.isVideoOrientationSupported,
                connection.videoOrientation != wanted
            else { return }
            connection.videoOrientation = wanted
        }

        /// `lit`: the surroundings of the face are white, to light it.
        func show(_ screen: SelfieScreen, lit: Bool) {
            let picture = OverlayPicture(screen, view: bounds.size, mirrored: camera.position == .front)
            CATransaction.begin()
            CATransaction.setDisableActions(true)
            defer { CATransaction.commit() }
            let path = picture.path
            surround.path = lit ? picture.surround(in: bounds) : nil
            outline.path = path
            outline.lineDashPattern = picture.mark == .guiding ? [12, 10] : nil
            progress.path = picture.mark == .holding || picture.mark == .verifying ? path : nil
            progress.strokeEnd = picture.mark == .verifying ? 1 : picture.progress
        }
    }

    extension OverlayPicture {
        fileprivate var path: CGPath? { loop?.cgPath }

        private var loop: UIBezierPath? {
            guard let first = outline.first else { return nil }
            let path = UIBezierPath()
            path.move(to: first)
            outline.dropFirst().forEach(path.addLine)
            path.close()
            return path
        }

        /// Everything around the face, or a frame of a tenth of the width where there is none.
        fileprivate func surround(in bounds: CGRect) -> CGPath {
            let rim = bounds.width / 10
            let path = UIBezierPath(rect: bounds)
            path.append(loop ?? UIBezierPath(rect: bounds.insetBy(dx: rim, dy: rim)))
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
