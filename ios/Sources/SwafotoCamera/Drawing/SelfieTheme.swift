#if canImport(UIKit)
    import Swafoto
    import UIKit

    /// The colours and the typeface of the screen. What stands over the camera's picture is white on black on every phone.
    public struct SelfieTheme: Sendable {
        /// Behind text.
        public var surface: UIColor
        /// Of text, and of the lines of pictograms.
        public var text: UIColor
        /// Of what matters in a pictogram, of the button that most will want, and of the words on the others.
        public var accent: UIColor
        /// Of the words on the button that most will want.
        public var onAccent: UIColor
        /// A typeface by its PostScript name; the system's where there is none. It grows with the person's text size all the same.
        public var typeface: String?

        public init(
            surface: UIColor = .systemBackground, text: UIColor = .label, accent: UIColor = .systemBlue,
            onAccent: UIColor = .white, typeface: String? = nil
        ) {
            self.surface = surface
            self.text = text
            self.accent = accent
            self.onAccent = onAccent
            self.typeface = typeface
        }

        /// Of what explains.
        var faint: UIColor { text.withAlphaComponent(0.7) }

        func colour(of ink: ScreenInk) -> UIColor {
            switch ink {
            case .white: .white
            case .black: .black
            case .text: text
            case .accent: accent
            }
        }

        func font(_ style: UIFont.TextStyle) -> UIFont {
            typeface.flatMap { UIFont(name: $0, size: size(of: style)) }.map { scaled($0, style) }
                ?? .preferredFont(forTextStyle: style)
        }

        func boldFont(_ style: UIFont.TextStyle) -> UIFont {
            let size = size(of: style)
            return scaled(typeface.flatMap { UIFont(name: $0, size: size) } ?? .systemFont(ofSize: size, weight: .bold), style)
        }

        /// In points, where the person did not choose another text size.
        private func size(of style: UIFont.TextStyle) -> CGFloat {
            let usual = UITraitCollection(preferredContentSizeCategory: .large)
            return UIFont.preferredFont(forTextStyle: style, compatibleWith: usual).pointSize
        }

        private func scaled(_ font: UIFont, _ style: UIFont.TextStyle) -> UIFont {
            UIFontMetrics(forTextStyle: style).scaledFont(for: font)
        }
    }
#endif
