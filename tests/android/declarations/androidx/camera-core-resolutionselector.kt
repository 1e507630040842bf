// Of androidx.camera:camera-core 1.6. Sources: camera/camera-core/api/1.7.0-rc01.txt.
package androidx.camera.core.resolutionselector

import android.util.Size

class AspectRatioStrategy(val preferredAspectRatio: Int, val fallbackRule: Int) {
    companion object {
        @JvmField val RATIO_4_3_FALLBACK_AUTO_STRATEGY: AspectRatioStrategy = AspectRatioStrategy(0, 1)
    }
}

class ResolutionStrategy(val boundSize: Size?, val fallbackRule: Int) {
    companion object {
        const val FALLBACK_RULE_CLOSEST_HIGHER_THEN_LOWER: Int = 1
        const val FALLBACK_RULE_CLOSEST_LOWER_THEN_HIGHER: Int = 3
    }
}

class ResolutionSelector private constructor() {
    class Builder {
        fun setAspectRatioStrategy(strategy: AspectRatioStrategy): Builder = this

        fun setResolutionStrategy(strategy: ResolutionStrategy): Builder = this

        fun build(): ResolutionSelector = ResolutionSelector()
    }
}
