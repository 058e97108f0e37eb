/**
 * What `appearance` may contain, see https://docs.stripe.com/elements/appearance-api and the type
 * `Appearance` of @stripe/stripe-js.
 */

const words = (text) => text.trim().split(/\s+/)

/** Every variable that Stripe knows; what is not drawn here is taken and has no effect. */
export const variableNames = new Set(
  words(`
    fontFamily fontSmooth fontVariantLigatures fontVariationSettings fontLineHeight
    fontSizeBase fontSizeSm fontSizeXs fontSize2Xs fontSize3Xs fontSizeLg fontSizeXl
    fontWeightLight fontWeightNormal fontWeightMedium fontWeightBold
    spacingUnit gridRowSpacing gridColumnSpacing tabSpacing accordionItemSpacing
    accordionItemLabelColorText accordionItemLabelFontSize accordionItemLabelFontWeight
    accordionItemLabelSelectedColorText accordionItemLabelSelectedFontWeight
    accordionItemTriggerColor accordionItemTriggerSelectedColor accordionItemTriggerHoverColor
    colorPrimary colorBackground colorText colorSuccess colorDanger colorWarning
    buttonBoxShadow buttonColorBackground buttonColorText buttonFontSize buttonFontWeight
    buttonPadding colorTextSecondary colorTextPlaceholder
    accessibleColorOnColorPrimary accessibleColorOnColorBackground accessibleColorOnColorSuccess
    accessibleColorOnColorDanger accessibleColorOnColorWarning
    colorPrimaryText colorBackgroundText colorSuccessText colorDangerText colorWarningText
    iconColor iconHoverColor iconCardErrorColor iconCardCvcColor iconCardCvcErrorColor
    iconCheckmarkColor iconChevronDownColor iconChevronDownHoverColor iconCloseColor
    iconCloseHoverColor iconLoadingIndicatorColor iconMenuColor iconMenuHoverColor
    iconPasscodeDeviceColor iconPasscodeDeviceHoverColor iconPasscodeDeviceNotificationColor
    iconRedirectColor colorIconCheckmark colorIconHover colorIconChevronDown
    colorIconChevronDownHover colorIconRedirect
    tabIconColor tabIconHoverColor tabIconSelectedColor tabIconMoreColor tabIconMoreHoverColor
    colorIconTab colorIconTabHover colorIconTabSelected colorIconTabMore colorIconTabMoreHover
    logoColor tabLogoColor tabLogoSelectedColor blockLogoColor
    colorLogo colorLogoTab colorLogoTabSelected colorLogoBlock
    focusBoxShadow focusOutline inputBoxShadow inputColorBorder inputFocusBoxShadow
    inputFocusColorBorder labelColorText labelFontSize labelFontWeight labelSpacing
    buttonBorderRadius buttonExpressCheckoutBorderRadius borderRadius
    spacingGridRow spacingGridColumn spacingTab spacingAccordionItem
    colorIcon colorIconCardError colorIconCardCvc colorIconCardCvcError
  `),
)

/** Older names of variables that are drawn. */
export const renamedVariables = {
  spacingGridRow: 'gridRowSpacing',
  spacingGridColumn: 'gridColumnSpacing',
  spacingTab: 'tabSpacing',
  spacingAccordionItem: 'accordionItemSpacing',
  colorIcon: 'iconColor',
  colorIconCardError: 'iconCardErrorColor',
  colorIconCardCvc: 'iconCardCvcColor',
  colorIconCardCvcError: 'iconCardCvcErrorColor',
}

/** The class names that a rule may speak of; the Elements here have the first ones. */
export const classNames = new Set(
  words(`
    Input Label Error Tab TabIcon TabLabel Block AccordionItem AccordionItemLabel Button
    BlockAction BlockDivider BlockLink CheckboxInput Checkbox CheckboxLabel CodeInput Dropdown
    DropdownItem FadeDivider Icon Link Menu MenuAction MenuIcon PasscodeCloseIcon PickerAction
    PickerItem RadioIcon RadioIconInner RadioIconOuter RedirectText SecondaryLink Spinner Switch
    SwitchControl TermsLink TermsText Text
  `),
)

/** The CSS properties that a rule may set. */
export const propertyNames = new Set(
  words(`
    -moz-osx-font-smoothing -webkit-font-smoothing -webkit-text-fill-color
    backgroundColor border borderTop borderRight borderBottom borderLeft borderColor
    borderTopColor borderRightColor borderBottomColor borderLeftColor borderWidth borderTopWidth
    borderRightWidth borderBottomWidth borderLeftWidth borderStyle borderTopStyle
    borderRightStyle borderBottomStyle borderLeftStyle borderRadius borderTopLeftRadius
    borderTopRightRadius borderBottomLeftRadius borderBottomRightRadius boxShadow color fill
    fillOpacity fontFamily fontSize fontStyle fontVariant fontWeight letterSpacing lineHeight
    margin marginTop marginRight marginBottom marginLeft opacity outline outlineOffset padding
    paddingTop paddingRight paddingBottom paddingLeft stroke strokeWidth textAlign
    textDecoration textShadow textTransform transition
  `),
)
