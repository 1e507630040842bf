package swafoto.android.view

import android.content.Context
import android.graphics.Typeface
import swafoto.android.R

/**
 * Colours and type of the screen. What is drawn over the camera's picture stays white and black, to be seen on any face.
 *
 * @property surface what text stands on; opaque.
 * @property text on [surface]; 7 to 1 or more is read by nearly everyone (WCAG 2.2, AAA).
 * @property accent what matters in a pictogram, and buttons without a filling; on [surface].
 * @property button the filling of the first button.
 * @property buttonText on [button].
 * @property typeface the app's own; else the phone's.
 */
public data class SelfieTheme(
    val surface: Int,
    val text: Int,
    val accent: Int,
    val button: Int,
    val buttonText: Int,
    val typeface: Typeface? = null,
) {
    public companion object {
        /** As the resources say, by day or by night: an app that has colours of these names has its own. */
        public fun of(context: Context): SelfieTheme = SelfieTheme(
            surface = context.getColor(R.color.swafoto_surface),
            text = context.getColor(R.color.swafoto_text),
            accent = context.getColor(R.color.swafoto_accent),
            button = context.getColor(R.color.swafoto_button),
            buttonText = context.getColor(R.color.swafoto_button_text),
        )
    }
}
