plugins {
    alias(libs.plugins.android.application)
}

android {
    namespace = "swafoto.sample"
    compileSdk = libs.versions.compile.sdk.get().toInt()
    defaultConfig {
        applicationId = "swafoto.sample"
        minSdk = libs.versions.min.sdk.get().toInt()
        targetSdk = libs.versions.compile.sdk.get().toInt()
        versionCode = 1
        versionName = "0.1.0"
        // JNA brings more ABIs than we do: on a phone of those the app would start and crash.
        ndk.abiFilters += listOf("arm64-v8a", "armeabi-v7a", "x86_64")
    }
    // R8 in the sample too: what breaks by it breaks here first.
    buildTypes.getByName("release") {
        isMinifyEnabled = true
        isShrinkResources = true
        proguardFiles(getDefaultProguardFile("proguard-android-optimize.txt"))
    }
}

kotlin { jvmToolchain(17) }

dependencies { implementation(project(":swafoto-camerax")) }
