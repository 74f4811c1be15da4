import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from "@mantine/core";

/** Petrol: our one accent. Shade 7 carries white text at 6:1, shade 4 reads on the dark ground at 6:1. */
const petrol: MantineColorsTuple = ["#eaf5f7", "#d5e8ec", "#abd2da", "#7fbac7", "#66aebd", "#3a8fa1", "#237e91", "#17697c", "#0f5869", "#074654"];

const fonts =
  'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans SC", "Noto Sans CJK SC", Arial, sans-serif';

export const theme = createTheme({
  primaryColor: "petrol",
  primaryShade: { light: 7, dark: 7 },
  colors: { petrol },
  fontFamily: fonts,
  fontSizes: { xs: "0.75rem", sm: "0.875rem", md: "0.9375rem", lg: "1.0625rem", xl: "1.25rem" },
  headings: { fontFamily: fonts, fontWeight: "650" },
  defaultRadius: 6,
  cursorType: "pointer",
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: "sm" } },
    ActionIcon: { defaultProps: { variant: "subtle", color: "gray", size: 32 } },
    TextInput: { defaultProps: { size: "sm" } },
    Textarea: { defaultProps: { size: "sm", autosize: false } },
    NativeSelect: { defaultProps: { size: "sm" } },
    Menu: { defaultProps: { shadow: "md", position: "bottom-start", withinPortal: true } },
    Modal: { defaultProps: { centered: true, overlayProps: { backgroundOpacity: 0.4 } } },
  },
});

/** Our few colours beside the accent, tuned for AA on their grounds. */
export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    "--mantine-color-body": "#ffffff",
    "--mantine-color-dimmed": "#59616d",
    "--mantine-color-placeholder": "#6b7380",
    "--mantine-color-error": "#b42318",
    "--mantine-color-anchor": "#136377",
    "--k-ground": "#f5f6f8",
    "--k-line": "#e1e4e9",
    "--k-hover": "#eef1f4",
    "--k-chosen": "#e3f0f3",
    "--k-amber": "#8a5a00",
    "--k-amber-ground": "#fff5df",
    "--k-red": "#b42318",
    "--k-red-ground": "#fdecea",
    "--k-green": "#1a7040",
    "--k-green-ground": "#e4f5ea",
  },
  dark: {
    "--mantine-color-body": "#191c20",
    "--mantine-color-text": "#dde1e7",
    "--mantine-color-dimmed": "#a2abb8",
    "--mantine-color-placeholder": "#8d96a4",
    "--mantine-color-error": "#ff9a8f",
    "--mantine-color-anchor": "#7cc3d2",
    "--k-ground": "#121417",
    "--k-line": "#30353c",
    "--k-hover": "#23272d",
    "--k-chosen": "#1d343b",
    "--k-amber": "#f0bd5b",
    "--k-amber-ground": "#3a2e14",
    "--k-red": "#ff9a8f",
    "--k-red-ground": "#431f1c",
    "--k-green": "#7fd6a0",
    "--k-green-ground": "#173626",
  },
});
