package swafoto.android.phone

import android.view.Window
import android.view.WindowManager

/** The display as a lamp: as bright as it goes, and as it was before once it is off. */
internal class Brightness(private val window: Window?) {
    private var before: Float? = null

    fun light(on: Boolean) {
        if (on == (before != null)) return
        val window = window ?: return
        val value = before ?: WindowManager.LayoutParams.BRIGHTNESS_OVERRIDE_FULL
        before = if (on) window.attributes.screenBrightness else null
        window.attributes = window.attributes.apply { screenBrightness = value }
    }
}
