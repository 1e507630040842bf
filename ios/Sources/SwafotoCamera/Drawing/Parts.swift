#if canImport(UIKit)
    import Swafoto
    import UIKit

    /// Sizes in points, but for the last.
    enum Space {
        static let gap: CGFloat = 12
        static let margin: CGFloat = 16
        static let corner: CGFloat = 20
        /// More than what a finger needs.
        static let button: CGFloat = 48
        static let pictogram: CGFloat = 48
        /// The widest that text is read with ease.
        static let column: CGFloat = 480
        /// Of a wide window: what is told stands beside the face.
        static let beside: CGFloat = 0.4
    }

    extension UILabel {
        /// Words in the person's text size.
        static func words(_ style: UIFont.TextStyle, _ theme: SelfieTheme) -> UILabel {
            let label = UILabel()
            label.font = theme.font(style)
            label.adjustsFontForContentSizeCategory = true
            label.textColor = theme.text
            label.textAlignment = .natural
            label.numberOfLines = 0
            return label
        }

        /// Nothing is shown of an empty text.
        func say(_ words: String) {
            if text != words { text = words }
            isHidden = words.isEmpty
        }
    }

    extension UIButton {
        enum Look {
            /// The one that most will want.
            case filled
            /// Any other, over the camera's picture.
            case raised
            case plain
        }

        static func action(
            _ label: String, _ look: Look, _ theme: SelfieTheme, act: @escaping @MainActor () -> Void
        ) -> UIButton {
            let (ground, words): (UIColor, UIColor) =
                switch look {
                case .filled: (theme.accent, theme.onAccent)
                case .raised: (theme.surface, theme.text)
                case .plain: (.clear, theme.accent)
                }
            let button = UIButton(type: .system)
            button.setTitle(label, for: .normal)
            button.tintColor = words
            button.backgroundColor = ground
            button.layer.cornerRadius = Space.button / 2
            button.heightAnchor.constraint(greaterThanOrEqualToConstant: Space.button).isActive = true
            button.addAction(UIAction { _ in act() }, for: .touchUpInside)
            guard let title = button.titleLabel else { return button }
            title.font = theme.font(.headline)
            title.adjustsFontForContentSizeCategory = true
            title.numberOfLines = 0
            title.textAlignment = .center
            // A button does not grow by itself with a title of several lines.
            button.heightAnchor.constraint(greaterThanOrEqualTo: title.heightAnchor, constant: Space.gap).isActive = true
            return button
        }
    }

    extension UIStackView {
        static func column(_ views: [UIView], spacing: CGFloat) -> UIStackView {
            let column = UIStackView(arrangedSubviews: views)
            column.axis = .vertical
            column.spacing = spacing
            return column
        }

        /// Shows `views` and nothing else.
        func replace(with views: [UIView]) {
            for view in arrangedSubviews { view.removeFromSuperview() }
            for view in views { addArrangedSubview(view) }
            isHidden = views.isEmpty
        }
    }

    /// A pictogram and, beside it, what is wrong and what to do.
    @MainActor
    final class CardView: UIStackView {
        /// `number`: which of several it is.
        init(_ card: ScreenCard, _ number: Int?, _ theme: SelfieTheme) {
            super.init(frame: .zero)
            let picture = ShapesView(theme)
            picture.show(card.picture.shapes, scale: Space.pictogram / CGFloat(ScreenPicture.side))
            picture.isAccessibilityElement = true
            picture.accessibilityTraits = .image
            picture.accessibilityLabel = card.alternative
            NSLayoutConstraint.activate([
                picture.widthAnchor.constraint(equalToConstant: Space.pictogram),
                picture.heightAnchor.constraint(equalToConstant: Space.pictogram),
            ])
            let words = UILabel.words(.body, theme)
            words.say(number.map { "\($0). \(card.text)" } ?? card.text)
            axis = .horizontal
            alignment = .top
            spacing = Space.gap
            for part in [picture, words] { addArrangedSubview(part) }
        }

        required init(coder: NSCoder) { super.init(coder: coder) }
    }

    /// The question, two buttons of the same weight, and what follows from yes.
    @MainActor
    final class QuestionView: UIStackView {
        init(_ question: ScreenQuestion, _ theme: SelfieTheme, answer: @escaping @MainActor (Bool) -> Void) {
            super.init(frame: .zero)
            let (text, note) = (UILabel.words(.headline, theme), UILabel.words(.footnote, theme))
            text.say(question.text)
            note.say(question.note)
            note.textColor = theme.faint
            axis = .vertical
            spacing = Space.gap
            let yes = UIButton.action(question.yes, .filled, theme) { answer(true) }
            let no = UIButton.action(question.no, .filled, theme) { answer(false) }
            for part in [text, yes, no, note] { addArrangedSubview(part) }
        }

        required init(coder: NSCoder) { super.init(coder: coder) }
    }
#endif
