// Of androidx.camera:camera-view 1.6. Sources: camera/camera-view/api/restricted_1.6.0-beta01.txt.
package androidx.camera.view

import android.content.Context
import android.widget.FrameLayout
import androidx.camera.core.Preview

class PreviewView(context: Context) : FrameLayout(context) {
    var scaleType: ScaleType = ScaleType.FILL_CENTER

    val surfaceProvider: Preview.SurfaceProvider = object : Preview.SurfaceProvider {}

    enum class ScaleType { FILL_START, FILL_CENTER, FILL_END, FIT_START, FIT_CENTER, FIT_END }
}
