import "../ui/base.css";
import { MantineProvider } from "@mantine/core";
import { RouterProvider } from "@tanstack/react-router";
import { t } from "i18next";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { whenLoggedOut } from "../lib/api";
import { startI18n } from "../lib/i18n";
import { line, unkept } from "../local/signals";
import { theme, variables } from "../ui/theme";
import { toast } from "../ui/toast";
import { router } from "./router";
import { UpdateBar, watchForUpdates } from "./update";

whenLoggedOut(() => line.set("login"));
unkept.listen(() => toast(t("state.unkept"), null, "wrong"));
await startI18n();
createRoot(document.getElementById("root")!).render(
  <StrictMode>
    <MantineProvider theme={theme} cssVariablesResolver={variables} defaultColorScheme="auto">
      <UpdateBar />
      <RouterProvider router={router} />
    </MantineProvider>
  </StrictMode>,
);
watchForUpdates();
