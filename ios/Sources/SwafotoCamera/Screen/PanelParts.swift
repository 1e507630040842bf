#if canImport(UIKit)
    import UIKit

    extension UILabel {
        /// Words of a panel, in the person's text size.
        static func ofPanel(_ style: UIFont.TextStyle) -> UILabel {
            let label = UILabel()
            label.font = .preferredFont(forTextStyle: style)
            label.adjustsFontForContentSizeCategory = true
            label.textColor = .white
            label.textAlignment = .center
            label.numberOfLines = 0
            return label
        }
    }

    extension UIButton {
        /// A button of a panel, at least as high as a finger needs.
        static func ofPanel() -> UIButton {
            let button = UIButton(type: .system)
            button.tintColor = .white
            button.heightAnchor.constraint(greaterThanOrEqualToConstant: 44).isActive = true
            guard let title = button.titleLabel else { return button }
            title.font = .preferredFont(forTextStyle: .headline)
            title.adjustsFontForContentSizeCategory = true
            title.numberOfLines = 0
            title.textAlignment = .center
            // A button does not grow by itself with a title of several lines.
            button.heightAnchor.constraint(greaterThanOrEqualTo: title.heightAnchor, constant: 12).isActive = true
            return button
        }
    }
#endif
