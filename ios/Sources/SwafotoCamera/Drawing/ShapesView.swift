#if canImport(UIKit)
    import Swafoto
    import UIKit

    /// Draws shapes, the first below the others: the overlay, and every pictogram.
    ///
    /// Nothing is animated: the outline follows the face frame by frame, so there is no motion to reduce.
    @MainActor
    final class ShapesView: UIView {
        private let theme: SelfieTheme
        private var shapes: [ScreenShape] = []
        private var scale: CGFloat = 1
        private var drawn: [CAShapeLayer] = []

        init(_ theme: SelfieTheme) {
            self.theme = theme
            super.init(frame: .zero)
            isUserInteractionEnabled = false
        }

        required init?(coder: NSCoder) { nil }

        /// `scale`: points in the unit of the shapes.
        func show(_ shapes: [ScreenShape], scale: CGFloat = 1) {
            (self.shapes, self.scale) = (shapes, scale)
            draw()
        }

        /// Light or dark: layers do not follow by themselves.
        override func traitCollectionDidChange(_ previous: UITraitCollection?) {
            super.traitCollectionDidChange(previous)
            draw()
        }

        private func draw() {
            CATransaction.begin()
            CATransaction.setDisableActions(true)
            defer { CATransaction.commit() }
            while drawn.count > shapes.count { drawn.removeLast().removeFromSuperlayer() }
            while drawn.count < shapes.count {
                let another = CAShapeLayer()
                layer.addSublayer(another)
                drawn.append(another)
            }
            for (shape, layer) in zip(shapes, drawn) { paint(shape, on: layer) }
        }

        private func paint(_ shape: ScreenShape, on layer: CAShapeLayer) {
            let colour = theme.colour(of: shape.ink).resolvedColor(with: traitCollection).cgColor
            let isFilled = shape.lineWidth == 0
            layer.path = path(of: shape)
            layer.fillRule = .evenOdd
            layer.fillColor = isFilled ? colour : nil
            layer.strokeColor = isFilled ? nil : colour
            layer.lineWidth = CGFloat(shape.lineWidth) * scale
            layer.lineCap = .round
            layer.lineJoin = .round
            layer.lineDashPattern = shape.dash > 0 ? [dash(of: shape), dash(of: shape)] : nil
            layer.opacity = shape.opacity
        }

        private func dash(of shape: ScreenShape) -> NSNumber { NSNumber(value: Double(shape.dash) * Double(scale)) }

        private func path(of shape: ScreenShape) -> CGPath {
            let path = UIBezierPath()
            for contour in shape.contours {
                let points = contour.map { CGPoint(x: CGFloat($0.x) * scale, y: CGFloat($0.y) * scale) }
                guard let first = points.first else { continue }
                path.move(to: first)
                points.dropFirst().forEach(path.addLine)
                if shape.closed { path.close() }
            }
            return path.cgPath
        }
    }
#endif
