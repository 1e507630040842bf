package swafoto.android.guidance

import android.view.Window
import android.view.WindowManager
import swafoto.Hint

/**
 * Lights the face with the screen once the core asks for more light; front cameras of cheap phones have no torch.
 *
 * It stays on to the end of the session: switched off again, it would be dark again, and hints would flicker.
 */
internal class ScreenLight(private val window: Window?) {
    private val before = window?.attributes?.screenBrightness ?: WindowManager.LayoutParams.BRIGHTNESS_OVERRIDE_NONE

    var on = false
        private set

    /** Follows the latest hint. */
    fun follow(hint: Hint?) {
        if (on || hint != Hint.MORE_LIGHT) return
        on = true
        brightness(WindowManager.LayoutParams.BRIGHTNESS_OVERRIDE_FULL)
    }

    /** Gives the screen back as it was. */
    fun off() {
        if (!on) return
        on = false
        brightness(before)
    }

    private fun brightness(value: Float) {
        window?.run { attributes = attributes.apply { screenBrightness = value } }
    }
}
