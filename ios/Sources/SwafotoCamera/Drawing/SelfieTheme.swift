#if canImport(UIKit)
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

        func colour(of ink: ScreenInk) -> UIColor {
            switch ink {
            case .white: .white
            case .black: .black
            case .text: text
            case .accent: accent
            }
        }

        func font(_ style: UIFont.TextStyle) -> UIFont {
            let own = UIFont.preferredFont(forTextStyle: style)
            guard let typeface, let font = UIFont(name: typeface, size: own.pointSize) else { return own }
            return UIFontMetrics(forTextStyle: style).scaledFont(for: font)
        }
    }
#endif
